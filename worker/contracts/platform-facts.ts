import type { ConnectionPlatform } from "./fields.ts";

interface PlatformFacts {
  /** Days within which the platform still changes its numbers; the longest look-back that makes sense. */
  readonly attributionDays: number;
  /** Days that a sync reads again unless the connection says otherwise. */
  readonly lookBackDays: number;
  /** Syncs that may run at once with one developer token or app, of all tenants together. */
  readonly maxRunning: number;
  /** How long a group waits that is rate limited, when the platform does not say for how long. */
  readonly pauseMinutes: number;
}

/** The windows are those that the platforms report by default; dbt's seed `attribution_windows` tells the model the same. */
export const platformFacts: Readonly<Record<ConnectionPlatform, PlatformFacts>> = {
  meta: { attributionDays: 7, lookBackDays: 7, maxRunning: 20, pauseMinutes: 60 },
  google_ads: { attributionDays: 30, lookBackDays: 14, maxRunning: 20, pauseMinutes: 60 },
  linkedin: { attributionDays: 30, lookBackDays: 7, maxRunning: 8, pauseMinutes: 60 },
  tiktok: { attributionDays: 7, lookBackDays: 7, maxRunning: 10, pauseMinutes: 15 },
  microsoft_ads: { attributionDays: 30, lookBackDays: 14, maxRunning: 10, pauseMinutes: 15 },
  ga4: { attributionDays: 3, lookBackDays: 3, maxRunning: 10, pauseMinutes: 60 },
  search_console: { attributionDays: 3, lookBackDays: 3, maxRunning: 10, pauseMinutes: 15 },
  custom: { attributionDays: 3, lookBackDays: 3, maxRunning: 20, pauseMinutes: 15 },
};
