import { drawsOf } from "../world/random.ts";
import { apportion } from "../world/split.ts";
import type { VisitPart } from "./parts.ts";

/** What tells visits of one way from one place apart. A part of the visits is of one variant; the parts add up to the whole. */
const devices = [
  ["mobile", "Android", "Android 14", "Chrome", "SM-A155M", "412x915", 38],
  ["mobile", "iOS", "iOS 17.5.1", "Safari", "iPhone", "390x844", 24],
  ["desktop", "Windows", "Windows 10", "Chrome", "Chrome", "1920x1080", 21],
  ["desktop", "Windows", "Windows 11", "Edge", "Edge", "1536x864", 7],
  ["desktop", "Macintosh", "Macintosh Intel 10.15", "Safari", "Safari", "1440x900", 6],
  ["tablet", "iOS", "iOS 16.7", "Safari", "iPad", "810x1080", 4],
] as const;
const people = [
  ["18-24", "female", 9],
  ["25-34", "female", 17],
  ["25-34", "male", 14],
  ["35-44", "female", 12],
  ["45-54", "male", 8],
  ["unknown", "unknown", 40],
] as const;
const pages = [
  ["/", "Home", 46],
  ["/shop/", "Shop", 31],
  ["/about/", "About us", 9],
  ["/contact/", "Contact", 14],
] as const;
const items = [
  ["SKU-1001", "Gift box", "Gifts", 40],
  ["SKU-1002", "Weekend for two", "Stays", 25],
  ["SKU-1003", "House blend", "Coffee", 35],
] as const;

const variantsOf = { device: devices, person: people, page: pages, item: items } as const;
export type Facet = keyof typeof variantsOf;
export type Variants = { readonly [F in Facet]?: (typeof variantsOf)[F][number] };

const counts = [
  "users",
  "users7",
  "users28",
  "newUsers",
  "sessions",
  "engagedSessions",
  "pageViews",
  "keyEvents",
  "revenueCents",
  "seconds",
  "events",
] as const satisfies readonly (keyof VisitPart)[];

/** A part by the variants of a facet. */
export function divided(part: VisitPart, facet: Facet): VisitPart[] {
  const all = variantsOf[facet];
  const phase = drawsOf(facet, part.date, part.source, part.campaign, part.region)();
  const weights = all.map((variant) => Number(variant.at(-1)));
  const shares = counts.map((name) => apportion(part[name], weights, phase));
  return all.map((variant, index) => ({
    ...part,
    ...(Object.fromEntries(counts.map((name, at) => [name, shares[at]![index]!])) as Pick<
      VisitPart,
      (typeof counts)[number]
    >),
    variants: { ...part.variants, [facet]: variant },
  }));
}
