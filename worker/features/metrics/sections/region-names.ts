import type { RegionColumns } from "../../snapshots/columns.ts";
import type { Pairs } from "../slice/pairs.ts";

/** Rows that stand for spend without a place: places that no rule maps to a region, and spend that the platform gave no place for. */
const withoutPlace: Readonly<Record<string, string>> = { unmapped: "Unmapped", unattributed: "Unattributed" };

export const isPlace = (regions: RegionColumns, region: number): boolean => !(regions.code[region]! in withoutPlace);

export const regionName = (regions: RegionColumns, region: number): string =>
  withoutPlace[regions.code[region]!] ?? regions.name[region]!;

/** The regions in which a campaign ran, by name. */
export function parishesOf(campaign: number, ranIn: Pairs, regions: RegionColumns): string[] {
  return ranIn
    .regionsOf(campaign)
    .filter((region) => isPlace(regions, region))
    .map((region) => regionName(regions, region))
    .sort();
}
