import { isTree, type Tree } from "./paths.ts";

/** Puts the one way of a `oneOf` that the value means in the place of all of them, so that errors speak of that one alone. */
export function narrow(schema: unknown, value: unknown): unknown {
  if (!isTree(schema)) return schema;
  const { oneOf, ...rest } = schema;
  const way = Array.isArray(oneOf) ? wayOf(oneOf.filter(isTree), value) : undefined;
  const own = Array.isArray(oneOf) && !way ? schema : way ? joined(rest, way) : schema;
  if (Array.isArray(value) && isTree(own.items)) {
    const items = value.map((item: unknown) => narrow(own.items, item));
    return items.length > 0 ? { ...own, items } : own;
  }
  if (!isTree(own.properties) || !isTree(value)) return own;
  const properties = Object.entries(own.properties).map(([name, inner]) => [name, narrow(inner, value[name])]);
  return { ...own, properties: Object.fromEntries(properties) };
}

function joined(own: Tree, way: Tree): Tree {
  const required = [own.required, way.required].flatMap((names) => (Array.isArray(names) ? (names as unknown[]) : []));
  const properties = { ...(isTree(own.properties) && own.properties), ...(isTree(way.properties) && way.properties) };
  return { ...own, ...way, properties, ...(required.length > 0 && { required }) };
}

function wayOf(ways: readonly Tree[], value: unknown): Tree | undefined {
  if (ways.length === 1) return ways[0];
  if (!isTree(value)) return undefined;
  const constants = (way: Tree) =>
    Object.entries(isTree(way.properties) ? way.properties : {}).flatMap(([name, inner]) =>
      isTree(inner) && inner.const !== undefined ? [[name, inner.const] as const] : [],
    );
  const named = ways.filter((way) => {
    const all = constants(way);
    return all.length > 0 && all.every(([name, constant]) => value[name] === constant);
  });
  if (named.length === 1) return named[0];
  const possible = ways.filter((way) =>
    constants(way).every(([name, constant]) => value[name] === undefined || value[name] === constant),
  );
  const complete = possible.filter((way) =>
    (Array.isArray(way.required) ? (way.required as string[]) : []).every((name) => value[name] !== undefined),
  );
  return complete.length === 1 ? complete[0] : possible.length === 1 ? possible[0] : undefined;
}
