import { isTree } from "./paths.ts";

export const mask = "**********";
/** Shorter values stand in too many places that have nothing to do with them. */
const shortestHidden = 4;
const named = /secret|token|password|passphrase|private_?key|api_?key|credentials_json|service_account/i;

/** Whether the value at a path is secret: by the connector's spec, or where that is not known by its name. */
export type IsSecret = (path: string) => boolean;

/** `paths`: dotted, as the connector's spec has them; those inside of lists name no place in them. */
export function secretsOf(paths: readonly string[] | null): IsSecret {
  if (paths === null) return (path) => named.test(path.split(".").at(-1) ?? "");
  const known = new Set(paths.map(withoutPlaces));
  return (path) => known.has(path);
}

const withoutPlaces = (path: string) =>
  path
    .replaceAll(/\[[^\]]*\]/g, "")
    .split(".")
    .filter((part) => part !== "*" && !/^\d+$/.test(part))
    .join(".");

/** A copy in which each secret is what `replace` makes of it; undefined leaves it out. */
export function mapSecrets(
  value: unknown,
  isSecret: IsSecret,
  replace: (value: unknown) => unknown,
  path = "",
): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => mapSecrets(item, isSecret, replace, path));
  if (!isTree(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => {
      const here = path === "" ? name : `${path}.${name}`;
      const given = isSecret(here) && inner !== null ? replace(inner) : mapSecrets(inner, isSecret, replace, here);
      return given === undefined ? [] : [[name, given]];
    }),
  );
}

export function maskSecrets(configuration: Readonly<Record<string, unknown>>, isSecret: IsSecret) {
  return mapSecrets(configuration, isSecret, () => mask) as Record<string, unknown>;
}

/** Without the secrets that came back masked: those stay as they are. */
export function withoutMasked(configuration: Readonly<Record<string, unknown>>, isSecret: IsSecret) {
  return mapSecrets(configuration, isSecret, (value) => (value === mask ? undefined : value)) as Record<
    string,
    unknown
  >;
}

/** The secrets of a configuration as texts, the longest first. */
export function secretTexts(configuration: unknown, isSecret: IsSecret): string[] {
  const found = new Set<string>();
  const collect = (value: unknown): void => {
    if (typeof value === "string" && value !== mask && value.length >= shortestHidden) {
      for (const spelling of [value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value)])
        found.add(spelling);
    } else if (Array.isArray(value)) value.forEach(collect);
    else if (isTree(value)) Object.values(value).forEach(collect);
  };
  mapSecrets(configuration, isSecret, (value) => {
    collect(value);
    return value;
  });
  return [...found].sort((a, b) => b.length - a.length);
}

export const hideIn = (text: string, secrets: readonly string[]): string =>
  secrets.reduce((hidden, secret) => hidden.replaceAll(secret, mask), text);
