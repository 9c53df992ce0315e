import type { Plan } from "./plan.ts";
import type { Fields, Value } from "./values.ts";

type Tree = { [name: string]: Tree | Value };

/** `ad_group_ad` → `adGroupAd`. */
const camel = (name: string): string => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** The selected fields, and the name of every resource that one of them belongs to. */
export function shownFields(plan: Plan): readonly string[] {
  const named = [plan.from, ...plan.select.map((field) => field.slice(0, field.indexOf(".")))]
    .filter((prefix) => prefix !== "segments" && prefix !== "metrics")
    .map((prefix) => `${prefix}.resource_name`);
  const ads = plan.select.some((field) => field.startsWith("ad_group_ad.ad.")) ? ["ad_group_ad.ad.resource_name"] : [];
  return [...new Set([...named, ...ads, ...plan.select])];
}

/** A row as REST's JSON shows it: nested, in camel case, without what has no value. */
export function shown(row: Fields, names: readonly string[]): Tree {
  const tree: Tree = {};
  for (const name of names) {
    const value = row[name];
    if (value === undefined) continue;
    const path = name.split(".").map(camel);
    const leaf = path.pop()!;
    let branch = tree;
    for (const step of path) {
      branch[step] ??= {};
      branch = branch[step] as Tree;
    }
    branch[leaf] = value;
  }
  return tree;
}
