export type Tree = Readonly<Record<string, unknown>>;

export const isTree = (value: unknown): value is Tree =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What stands at a dotted path, such as `credentials.client_id`; undefined where there is nothing. */
export function valueAt(tree: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((at, name) => (isTree(at) ? at[name] : undefined), tree);
}

/** A copy with this value at the path. */
export function withValue(tree: Tree, path: string, value: unknown): Tree {
  const [name = "", ...rest] = path.split(".");
  if (rest.length === 0) return { ...tree, [name]: value };
  const inner = tree[name];
  return { ...tree, [name]: withValue(isTree(inner) ? inner : {}, rest.join("."), value) };
}

/** The second over the first: objects are merged, everything else is replaced. */
export function merged(before: unknown, after: unknown): unknown {
  if (!isTree(before) || !isTree(after)) return after;
  const all: Record<string, unknown> = { ...before };
  for (const [name, value] of Object.entries(after)) all[name] = merged(before[name], value);
  return all;
}
