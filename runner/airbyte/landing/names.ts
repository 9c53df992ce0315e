/** Lower case; every other character than letters, digits and underscore becomes an underscore. */
export const plainName = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9_]/g, "_");

/** A plain name that is not taken yet, and takes it: `cost_usd`, `cost_usd_2`, … */
export function claimName(field: string, taken: Set<string>): string {
  const plain = plainName(field) || "_";
  let name = plain;
  for (let copy = 2; taken.has(name); copy += 1) name = `${plain}_${copy}`;
  taken.add(name);
  return name;
}
