import type { ScheduleKind } from "./schedule.ts";
import type { SamplePlatform, Scale } from "./tenants.ts";

/** What the world puts into an account of a platform, and how the platform writes its ids. */
interface PlatformShape {
  readonly campaigns: Readonly<Record<Scale, number>>;
  /** Ad sets of a campaign, ads of an ad set: one of the two. */
  readonly adSets: readonly [number, number];
  readonly ads: readonly [number, number];
  /** Fewest and most parishes of an audience. */
  readonly parishes: readonly [number, number];
  readonly ids: { readonly prefix: string; readonly length: number };
  /** Where in the tenant's list of names its first campaign begins, so that platforms differ. */
  readonly firstName: number;
  /** Campaigns on such a schedule are left to the platform itself: it reports nothing below the campaign, nor by region. */
  readonly opaque?: ScheduleKind;
  /** Whether its report by region tells what conversions were worth. */
  readonly regionValues: boolean;
}

/**
 * TikTok's accounts stay coarse: its connector reads only some 150 records a second. LinkedIn's, too: its connector asks five
 * questions for each ad set, ad and month.
 */
export const shapes: Readonly<Record<SamplePlatform, PlatformShape>> = {
  meta: {
    campaigns: { small: 5, medium: 25, large: 120 },
    adSets: [2, 3],
    ads: [2, 3],
    parishes: [3, 5],
    ids: { prefix: "1202", length: 18 },
    firstName: 0,
    regionValues: true,
  },
  tiktok: {
    campaigns: { small: 3, medium: 15, large: 80 },
    adSets: [2, 2],
    ads: [2, 2],
    parishes: [2, 2],
    ids: { prefix: "18", length: 19 },
    firstName: 3,
    regionValues: false,
  },
  linkedin: {
    campaigns: { small: 2, medium: 8, large: 30 },
    adSets: [2, 2],
    ads: [1, 2],
    parishes: [2, 3],
    ids: { prefix: "6", length: 9 },
    firstName: 6,
    regionValues: true,
  },
  google_ads: {
    campaigns: { small: 4, medium: 20, large: 100 },
    adSets: [2, 2],
    ads: [2, 2],
    parishes: [2, 3],
    ids: { prefix: "2", length: 12 },
    firstName: 4,
    opaque: "monthly",
    regionValues: true,
  },
  microsoft_ads: {
    campaigns: { small: 2, medium: 8, large: 40 },
    adSets: [2, 2],
    ads: [2, 3],
    parishes: [2, 4],
    ids: { prefix: "7", length: 14 },
    firstName: 1,
    regionValues: true,
  },
};
