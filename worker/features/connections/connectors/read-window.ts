import { platformFacts } from "#contracts/platform-facts.ts";
import type { KnownConnector } from "./known.ts";
import { isTree, merged, valueAt, withValue } from "./paths.ts";

type Configuration = Readonly<Record<string, unknown>>;

/** Of the history that a first sync reads: so that a year can be compared with the one before. */
const historyMonths = 13;

/** `YYYY-MM-01` of the month 13 months before `now`. */
export function usualHistoryFrom(now: number): string {
  const date = new Date(now);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - historyMonths, 1)).toISOString().slice(0, 10);
}

/** Days that each sync reads again: what was asked for, what the configuration says, or what suits the platform. */
export function lookBackOf(known: KnownConnector, configuration: Configuration, asked: number | null): number | null {
  const given = known.lookBack && valueAt(configuration, known.lookBack.path);
  return asked ?? (typeof given === "number" ? given : null);
}

/** The day that the configuration begins with, if it says so. */
export function startOf(known: KnownConnector, configuration: Configuration): string | null {
  const given = known.start && valueAt(configuration, known.start.path);
  return typeof given === "string" && /^\d{4}-\d{2}-\d{2}/.test(given) ? given.slice(0, 10) : null;
}

/** The configuration with our defaults, the first day of the history and the look-back set. Null leaves what is there. */
export function withReadWindow(
  known: KnownConnector,
  configuration: Configuration,
  { from, lookBackDays }: { readonly from: string | null; readonly lookBackDays: number | null },
): Configuration {
  let made = merged(known.defaults, configuration) as Configuration;
  if (known.start && from !== null)
    made = withValue(made, known.start.path, known.start.as === "instant" ? `${from}T00:00:00Z` : from);
  if (!known.lookBack) return made;
  const { path, min, max, reports } = known.lookBack;
  const asked = lookBackDays ?? platformFacts[known.platform].attributionDays;
  const days = Math.min(max, Math.max(min, asked));
  made = withValue(made, path, days);
  const own = reports && valueAt(made, reports);
  if (!reports || !Array.isArray(own)) return made;
  return withValue(
    made,
    reports,
    own.map((report) => (isTree(report) ? withValue(report, path, days) : report)),
  );
}
