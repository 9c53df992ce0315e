import type { JsonSchema } from "./messages.ts";

type Schema = Readonly<Record<string, unknown>>;

const asSchema = (value: unknown): Schema | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Schema) : undefined;

/** Dotted paths of the properties that a spec calls secret, in every variant, each once; items of lists count as `*`. */
export function secretPaths(spec: JsonSchema): string[] {
  const found = new Set<string>();
  const walk = (value: unknown, path: readonly string[]): void => {
    const schema = asSchema(value);
    if (!schema) return;
    if (schema.airbyte_secret === true) {
      found.add(path.join("."));
      return;
    }
    for (const [name, child] of Object.entries(asSchema(schema.properties) ?? {})) walk(child, [...path, name]);
    if (schema.items !== undefined) walk(schema.items, [...path, "*"]);
    for (const branches of [schema.oneOf, schema.anyOf, schema.allOf])
      if (Array.isArray(branches)) for (const branch of branches) walk(branch, path);
  };
  walk(spec, []);
  return [...found];
}
