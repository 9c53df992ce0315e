import type { RegionColumns } from "../../snapshots/columns.ts";
import type { Pairs } from "../slice/pairs.ts";

/** Rows that stand for spend without a place: places that no rule maps to a region, and spend that the platform gave no place for. */
const withoutPlace: Readonly<Record<string, string>> = { unmapped: "Unmapped", unattributed: "Unattributed" };

export const isPlace = (regions: RegionColumns, region: number): boolean => !(regions.code[region]! in withoutPlace);

export const regionName = (regions: RegionColumns, region: number): string =>
  withoutPlace[regions.code[region]!] ?? regions.name[region]!;

interface Place {
  readonly region: number;
  readonly name: string;
}
const sorted = new WeakMap<RegionColumns, readonly Place[]>();

/** The regions in which a campaign ran, by name. */
export function parishesOf(campaign: number, ranIn: Pairs, regions: RegionColumns): string[] {
  const places = sorted.get(regions) ?? placesByName(regions);
  sorted.set(regions, places);
  const names: string[] = [];
  for (const { region, name } of places) if (ranIn.has(campaign, region)) names.push(name);
  return names;
}

function placesByName(regions: RegionColumns): Place[] {
  const places = Array.from({ length: regions.rows }, (_, region) => ({ region, name: regionName(regions, region) }));
  const byName = (a: Place, b: Place) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
  return places.filter(({ region }) => isPlace(regions, region)).sort(byName);
}
