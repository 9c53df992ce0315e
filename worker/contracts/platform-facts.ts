import type { ConnectionPlatform } from "./fields.ts";

interface PlatformFacts {
  /**
   * Days within which the platform still changes its numbers. A sync reads that many again unless its connection says otherwise: then a
   * day is read once more when its window has passed, and what the model calls settled is what the platform ended with.
   */
  readonly attributionDays: number;
  /** Syncs that may run at once with one developer token or app, of all tenants together. */
  readonly maxRunning: number;
  /** How long a group waits that is rate limited, when the platform does not say for how long. */
  readonly pauseMinutes: number;
}

/** The windows are those that the platforms report by default; dbt's seed `attribution_windows` tells the model the same. */
export const platformFacts: Readonly<Record<ConnectionPlatform, PlatformFacts>> = {
  meta: { attributionDays: 7, maxRunning: 20, pauseMinutes: 60 },
  google_ads: { attributionDays: 30, maxRunning: 20, pauseMinutes: 60 },
  linkedin: { attributionDays: 30, maxRunning: 8, pauseMinutes: 60 },
  tiktok: { attributionDays: 7, maxRunning: 10, pauseMinutes: 15 },
  microsoft_ads: { attributionDays: 30, maxRunning: 10, pauseMinutes: 15 },
  ga4: { attributionDays: 3, maxRunning: 10, pauseMinutes: 60 },
  search_console: { attributionDays: 3, maxRunning: 10, pauseMinutes: 15 },
  custom: { attributionDays: 3, maxRunning: 20, pauseMinutes: 15 },
};
