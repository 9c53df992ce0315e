import type { Platform } from "#contracts/fields.ts";
import type { CampaignColumns, RegionColumns } from "../../snapshots/columns.ts";
import { fold } from "../../snapshots/fold.ts";
import type { Mask } from "./select-rows.ts";

export interface CampaignFilter {
  readonly platforms: readonly Platform[] | null;
  readonly campaigns: readonly string[] | null;
  readonly q: string | null;
}

/** Campaigns that pass every filter given; ids that do not exist match nothing. */
export function campaignMask(campaigns: CampaignColumns, filter: CampaignFilter): Mask {
  if (!filter.platforms && !filter.campaigns && filter.q === null) return null;
  const platforms = filter.platforms && new Set(filter.platforms);
  const ids = filter.campaigns && new Set(filter.campaigns);
  const text = filter.q === null ? null : fold(filter.q);

  const mask = new Uint8Array(campaigns.rows);
  for (let row = 0; row < campaigns.rows; row++) {
    if (platforms && !platforms.has(campaigns.platform[row]!)) continue;
    if (ids && !ids.has(campaigns.id[row]!)) continue;
    if (text !== null && !campaigns.foldedName[row]!.includes(text)) continue;
    mask[row] = 1;
  }
  return mask;
}

/** Regions by code or name, without regard to case and accents; the names that no region has come back as `unknown`. */
export function regionMask(
  regions: RegionColumns,
  wanted: readonly string[] | null,
): { mask: Mask; unknown: readonly string[] } {
  if (!wanted) return { mask: null, unknown: [] };
  const rowsOf = new Map<string, number[]>();
  for (let row = 0; row < regions.rows; row++) {
    for (const key of new Set([fold(regions.code[row]!), fold(regions.name[row]!)])) {
      rowsOf.set(key, [...(rowsOf.get(key) ?? []), row]);
    }
  }
  const mask = new Uint8Array(regions.rows);
  for (const name of wanted) for (const row of rowsOf.get(fold(name)) ?? []) mask[row] = 1;
  return { mask, unknown: wanted.filter((name) => !rowsOf.has(fold(name))) };
}

export const isEmptyMask = (mask: Mask): boolean => mask?.every((bit) => bit === 0) ?? false;
