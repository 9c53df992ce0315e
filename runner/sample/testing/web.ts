import type { SampleServer } from "../server.ts";
import type { WebTruthRow } from "../world/truth-web.ts";
import { getJson } from "./sample.ts";

/** For each report that is held against the truth: its dimensions beside the day, and the truth's words for them. */
export const webReports = {
  web_daily: [
    ["sessionSource", "source"],
    ["sessionMedium", "medium"],
    ["sessionCampaignName", "campaign"],
    ["country", "country"],
    ["region", "region"],
  ],
  website_overview: [],
  traffic_sources: [
    ["sessionSource", "source"],
    ["sessionMedium", "medium"],
  ],
  traffic_acquisition_session_campaign_report: [["sessionCampaignName", "campaign"]],
  demographic_region_report: [["region", "region"]],
  demographic_country_report: [["country", "country"]],
} as const satisfies Record<string, readonly (readonly [string, keyof WebTruthRow])[]>;
export type WebReport = keyof typeof webReports;

/** Metrics and the truth's words for them; a report has some of them. */
const counted = {
  totalUsers: "users",
  newUsers: "new_users",
  sessions: "sessions",
  engagedSessions: "engaged_sessions",
  screenPageViews: "page_views",
  conversions: "key_events",
  keyEvents: "key_events",
  totalRevenue: "revenue_micros",
} as const satisfies Record<string, keyof WebTruthRow>;
const names = Object.keys(counted) as (keyof typeof counted)[];

type Facts = Map<string, Partial<Record<keyof typeof counted, number>>>;
/** Every column that `webFacts` reads, as GA4 calls it. */
export const webColumns = (report: WebReport): string[] => [
  "date",
  ...webReports[report].map(([name]) => name),
  ...names,
];

const sorted = (facts: Facts): Facts => new Map([...facts].sort(([left], [right]) => (left < right ? -1 : 1)));

/** What rows of a report say, by day and dimensions; revenue in micros. */
export const webFacts = (rows: readonly Record<string, unknown>[], report: WebReport): Facts =>
  sorted(
    new Map(
      rows.map((row) => [
        [row.date, ...webReports[report].map(([name]) => row[name])].join(" "),
        Object.fromEntries(
          names
            .filter((name) => row[name] !== undefined)
            .map((name) => [
              name,
              name === "totalRevenue" ? Math.round(Number(row[name]) * 100) * 10_000 : Number(row[name]),
            ]),
        ),
      ]),
    ),
  );

/** The same from the truth, with the metrics that `like` has. */
export async function webTruth(sample: SampleServer, tenant: string, report: WebReport, like: Facts): Promise<Facts> {
  const { rows } = await getJson(`${sample.url}/truth/web?tenant=${tenant}`);
  const groups = Map.groupBy(rows as WebTruthRow[], (row) =>
    [row.date.replaceAll("-", ""), ...webReports[report].map(([, name]) => row[name])].join(" "),
  );
  const told = Object.keys([...like.values()][0]!) as (keyof typeof counted)[];
  return sorted(
    new Map(
      [...groups].map(([key, parts]) => [
        key,
        Object.fromEntries(told.map((name) => [name, parts.reduce((sum, part) => sum + part[counted[name]], 0)])),
      ]),
    ),
  );
}
