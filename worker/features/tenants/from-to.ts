/** The fields of `wanted` that are otherwise in `before`, each as `{from, to}`; undefined when all are so already. */
export function fromTo<Fields extends object>(before: Fields, wanted: Partial<Fields>) {
  const names = Object.keys(wanted) as (keyof Fields)[];
  const differing = names.filter(
    (name) => wanted[name] !== undefined && JSON.stringify(wanted[name]) !== JSON.stringify(before[name]),
  );
  if (differing.length === 0) return undefined;
  return Object.fromEntries(differing.map((name) => [name, { from: before[name], to: wanted[name] }]));
}
