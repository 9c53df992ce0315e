import type { DayRange } from "../store/jobs.ts";
import type { Configuration } from "../store/sources.ts";
import { ConnectorFailure } from "./failure.ts";
import type { Catalog } from "./messages.ts";

interface Dating {
  /** What makes the connector read these days alone, without days before them for what platforms restate. */
  readonly settings: (range: DayRange, configuration: Configuration) => Configuration;
  /** Its configuration has no last day: the launcher ends its time with that day (`until.py`). */
  readonly endless?: true;
  /** Streams with such a cursor are reports by day; the others tell how things are now. */
  readonly cursors: readonly string[];
}

const fromTo = ({ from, to }: DayRange) => ({ start_date: from, end_date: to });
const withoutDates = ({ start_date: _, end_date: __, ...report }: Configuration) => report;

const datings: Readonly<Record<string, Dating>> = {
  "facebook-marketing": {
    settings: ({ from, to }, { custom_insights: reports }) => ({
      start_date: `${from}T00:00:00Z`,
      end_date: `${to}T00:00:00Z`,
      ...(Array.isArray(reports) && { custom_insights: reports.map(withoutDates) }),
    }),
    cursors: ["date_start"],
  },
  "tiktok-marketing": {
    settings: (range) => ({ ...fromTo(range), attribution_window: 0 }),
    cursors: ["stat_time_day", "stat_time_hour"],
  },
  "google-ads": {
    settings: (range) => ({ ...fromTo(range), conversion_window_days: 0 }),
    cursors: ["segments.date"],
  },
  "linkedin-ads": {
    settings: ({ from }) => ({ start_date: from, lookback_window: 0 }),
    endless: true,
    cursors: ["end_date"],
  },
  "bing-ads": {
    settings: ({ from }) => ({ reports_start_date: from, lookback_window: 0 }),
    endless: true,
    cursors: ["TimePeriod", "Date"],
  },
  "google-analytics-data-api": {
    settings: ({ from, to }) => ({ date_ranges_start_date: from, date_ranges_end_date: to }),
    cursors: ["date"],
  },
  "google-search-console": { settings: fromTo, cursors: ["date"] },
};

/** A configuration's settings for a read of some days, and where those cannot say it, the last day. */
export interface Dated {
  readonly settings: Configuration;
  readonly until: string | undefined;
}

/** Throws a ConnectorFailure of class `config` where a source cannot be asked for days. */
export function dated(sourceType: string, configuration: Configuration, range: DayRange): Dated {
  const { settings, endless } = datingOf(sourceType);
  return { settings: settings(range, configuration), until: endless && range.to };
}

/** What the connector made of its configuration, with the days that the source is stored with. */
export function undated(changed: Configuration, stored: Configuration, { settings }: Dated): Configuration {
  const kept = Object.entries(changed).filter(([name]) => !(name in settings));
  const before = Object.entries(stored).filter(([name]) => name in settings);
  return Object.fromEntries([...kept, ...before]);
}

/** Of the streams, those that report by day. Throws as `dated` does, also when there is none. */
export function datedStreams<Stream extends { readonly name: string }>(
  sourceType: string,
  streams: readonly Stream[],
  catalog: Catalog,
): Stream[] {
  const { cursors } = datingOf(sourceType);
  const cursorOf = new Map(
    catalog.streams.map((stream) => [stream.name, stream.default_cursor_field?.join(".") ?? ""]),
  );
  const found = streams.filter(({ name }) => cursors.includes(cursorOf.get(name) ?? ""));
  if (found.length === 0)
    throw new ConnectorFailure(
      "config",
      "none of the connection's streams reports by day: choose one that does, then ask again",
    );
  return found;
}

function datingOf(sourceType: string): Dating {
  const dating = datings[sourceType];
  if (dating) return dating;
  throw new ConnectorFailure(
    "config",
    `${sourceType} cannot be asked for some days alone: connect it once more with the history that is wanted`,
  );
}
