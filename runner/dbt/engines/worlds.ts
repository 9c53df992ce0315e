import { quirksOf } from "../independent/quirks.fixture.ts";
import type { Raw, Sync } from "../lake.fixture.ts";
import { days, sync } from "../world.fixture.ts";
import type { Rate } from "./engine.ts";

const week = days("2026-03-10", 6);
const compact = (day: string) => day.replaceAll("-", "");

/** Two properties of GA4, the second with names of its own, and a site of Search Console. */
function web(): Sync[] {
  const visits = (property: string) =>
    week.flatMap((day, at) =>
      ["Saint Ann Parish", "Kingston", "Ontario", ""].map((region, place) => ({
        property_id: property,
        date: compact(day),
        sessionDefaultChannelGroup: place % 2 ? "Direct" : "Paid Social",
        sessionSource: place % 2 ? "(direct)" : "facebook",
        sessionMedium: place === 3 ? "" : "cpc",
        sessionCampaignName: place === 2 ? "" : "Réggae / “Spring”",
        countryId: region === "Ontario" ? "CA" : "JM",
        country: region === "Ontario" ? "Canada" : "Jamaica",
        region,
        sessions: 3 + at + place,
        engagedSessions: 2,
        totalUsers: 3,
        newUsers: place,
        screenPageViews: 7 + place,
        eventCount: 20,
        userEngagementDuration: 12.5 + at,
        keyEvents: place / 2,
        totalRevenue: 10.123457 + place,
      })),
    );
  const overviews = week.map((day) => ({
    property_id: "7",
    date: compact(day),
    sessions: 40,
    totalUsers: 30,
    newUsers: 9,
    screenPageViews: 60,
  }));
  const searches = week.flatMap((date) =>
    ["beach", "Café", "(other)"].map((query, place) => ({
      site_url: "sc-domain:example.test",
      date,
      search_type: "web",
      country: "jam",
      device: place ? "MOBILE" : "DESKTOP",
      query,
      page: `https://example.test/${place}`,
      impressions: 10 + place,
      clicks: place,
      position: 3.25 + place / 3,
    })),
  );
  const dates = week.map((date) => ({
    site_url: "sc-domain:example.test",
    date,
    search_type: "web",
    impressions: 50,
    clicks: 6,
    position: 4.5,
  }));
  return [
    sync("ga4", "web_daily", "2026-03-17T00:00:00Z", visits("7")),
    // A newer read of the last days tells one place less.
    sync(
      "ga4",
      "web_daily",
      "2026-03-18T00:00:00Z",
      visits("7")
        .slice(8)
        .filter((_, at) => at % 4 !== 3),
    ),
    sync("ga4", "web_dailyProperty2", "2026-03-17T00:00:00Z", visits("8")),
    sync("ga4", "website_overview", "2026-03-17T00:00:00Z", overviews),
    sync("ga4", "properties", "2026-03-17T00:00:00Z", [
      { name: "properties/7", displayName: "Shop", currencyCode: "USD", timeZone: "America/Jamaica" },
    ]),
    sync("search_console", "search_analytics_all_fields", "2026-03-17T00:00:00Z", searches),
    sync("search_console", "search_analytics_by_date", "2026-03-17T00:00:00Z", dates),
  ];
}

export interface World {
  readonly syncs: readonly Sync[];
  readonly rates: readonly Rate[];
}

export const firstWorld = (seed: number): World => {
  const { syncs, rates } = quirksOf(seed);
  return { syncs: [...syncs, ...web()], rates };
};

/** The same a day later: a campaign of Meta has another name and status, another one and all that was said of it is gone. */
export function laterWorld({ syncs, rates }: World): World & { readonly gone: string; readonly renamed: string } {
  const campaigns = syncs.filter(({ platform, stream }) => platform === "meta" && stream === "ads_insights");
  const ids = [...new Set(campaigns.flatMap(({ rows }) => rows.map(({ campaign_id }) => String(campaign_id))))];
  const renamed = "2000";
  const gone = ids.find((id) => id !== renamed && /^\d+$/.test(id))!;
  const stays = (row: Raw) =>
    !Object.entries(row).some(([name, value]) => name.toLowerCase() === "campaign_id" && String(value) === gone);
  const rename = { id: renamed, account_id: "100", name: "Newest name", effective_status: "PAUSED" };
  return {
    gone,
    renamed,
    rates,
    syncs: [
      ...syncs.map((each) => (each.platform === "meta" ? { ...each, rows: each.rows.filter(stays) } : each)),
      sync("meta", "campaigns", "2026-03-16T06:00:00Z", [rename]),
    ],
  };
}
