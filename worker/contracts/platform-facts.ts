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
  /** How far back the platform still tells its daily numbers. */
  readonly historyMonths: number;
}

/** The windows are those that the platforms report by default; dbt's seed `attribution_windows` tells the model the same. */
export const platformFacts: Readonly<Record<ConnectionPlatform, PlatformFacts>> = {
  meta: { attributionDays: 7, maxRunning: 20, pauseMinutes: 60, historyMonths: 37 },
  google_ads: { attributionDays: 30, maxRunning: 20, pauseMinutes: 60, historyMonths: 36 },
  linkedin: { attributionDays: 30, maxRunning: 8, pauseMinutes: 60, historyMonths: 24 },
  tiktok: { attributionDays: 7, maxRunning: 10, pauseMinutes: 15, historyMonths: 24 },
  microsoft_ads: { attributionDays: 30, maxRunning: 10, pauseMinutes: 15, historyMonths: 36 },
  ga4: { attributionDays: 3, maxRunning: 10, pauseMinutes: 60, historyMonths: 36 },
  search_console: { attributionDays: 3, maxRunning: 10, pauseMinutes: 15, historyMonths: 16 },
  custom: { attributionDays: 3, maxRunning: 20, pauseMinutes: 15, historyMonths: 36 },
};
