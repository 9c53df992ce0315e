import type { Configuration } from "../store/sources.ts";
import { MANIFEST } from "./manifest.ts";
import type { JsonSchema } from "./messages.ts";

export const MASK = "**********";
/** Shorter values would mask half of every log line. */
const SHORTEST_HIDDEN = 4;

const asObject = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;

/** The schemas that may describe the value: itself and the branches of oneOf, anyOf and allOf. */
function variants(schema: unknown): Record<string, unknown>[] {
  const own = asObject(schema);
  if (!own) return [];
  const branches = ["oneOf", "anyOf", "allOf"].flatMap((key) =>
    Array.isArray(own[key]) ? (own[key] as unknown[]) : [],
  );
  return [own, ...branches.flatMap(variants)];
}

/** Copies a configuration, giving each value that the spec calls secret to `replace`, with its path. */
function mapSecrets(
  value: unknown,
  schemas: readonly Record<string, unknown>[],
  path: string,
  replace: (value: unknown, path: string) => unknown,
): unknown {
  if (value === null || value === undefined) return value;
  if (schemas.some((schema) => schema.airbyte_secret === true)) return replace(value, path);
  if (Array.isArray(value)) {
    const items = schemas.flatMap((schema) => variants(schema.items));
    return value.map((item, at) => mapSecrets(item, items, `${path}/${at}`, replace));
  }
  const object = asObject(value);
  if (!object) return value;
  const childSchemas = (key: string) => schemas.flatMap((schema) => variants(asObject(schema.properties)?.[key]));
  return Object.fromEntries(
    Object.entries(object).map(([key, child]) => [
      key,
      mapSecrets(child, childSchemas(key), `${path}/${key}`, replace),
    ]),
  );
}

export const maskSecrets = (configuration: Configuration, spec: JsonSchema): Configuration =>
  mapSecrets(configuration, variants(spec), "", () => MASK) as Configuration;

/** Secret values by their path, as text. */
export function secretValues(configuration: Configuration, spec: JsonSchema): Map<string, string> {
  const found = new Map<string, string>();
  mapSecrets(configuration, variants(spec), "", (value, path) => {
    found.set(path, typeof value === "string" ? value : JSON.stringify(value));
    return value;
  });
  return found;
}

/** Puts what is stored where a secret was sent back masked. */
export function unmask(stored: Configuration, sent: Configuration, spec: JsonSchema): Configuration {
  const known = secretValues(stored, spec);
  const real = (value: unknown, path: string) => (value === MASK ? (known.get(path) ?? value) : value);
  return mapSecrets(sent, variants(spec), "", real) as Configuration;
}

/** A change on top of what is stored: objects merge, all else replaces, and a secret sent back masked stays as it was. */
export function mergeConfiguration(stored: Configuration, change: Configuration, spec: JsonSchema): Configuration {
  const whole = merge(stored, unmask(stored, change, spec)) as Configuration;
  // A manifest is a document of its own: what a new one leaves out is gone.
  return MANIFEST in change ? { ...whole, [MANIFEST]: change[MANIFEST] } : whole;
}

function merge(stored: unknown, change: unknown): unknown {
  const [before, after] = [asObject(stored), asObject(change)];
  if (!before || !after) return change;
  const result: Record<string, unknown> = { ...before };
  for (const [key, value] of Object.entries(after)) result[key] = merge(before[key], value);
  return result;
}

/** Hides the values wherever they stand in a text, also as they look inside JSON and in a URL. */
export function createCensor(values: Iterable<string>): (text: string) => string {
  const spellings = [...values]
    .filter((value) => value.length >= SHORTEST_HIDDEN)
    .flatMap((value) => [value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value)]);
  const unique = [...new Set(spellings)].sort((a, b) => b.length - a.length);
  return (text) => unique.reduce((hidden, value) => hidden.replaceAll(value, MASK), text);
}
