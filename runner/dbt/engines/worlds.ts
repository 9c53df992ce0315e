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

/** Budgets of a day and of a schedule, held by campaigns and by ad sets, one of them shared: what pacing divides. */
const budgets = (): Sync[] => [
  sync("meta", "campaigns", "2026-03-16T00:04:00Z", [
    { id: "2000", account_id: "100", name: "New name", effective_status: "ACTIVE", daily_budget: "12345" },
  ]),
  sync("tiktok", "ad_groups", "2026-03-16T00:04:00Z", [
    {
      adgroup_id: 5999,
      advertiser_id: 900,
      campaign_id: 7999,
      adgroup_name: "Carnival",
      operation_status: "ENABLE",
      schedule_type: "SCHEDULE_START_END",
      schedule_start_time: "2026-02-20 00:00:00",
      schedule_end_time: "2026-03-21 23:59:59",
      budget: 333.33,
      budget_mode: "BUDGET_MODE_TOTAL",
    },
  ]),
  sync(
    "microsoft_ads",
    "campaigns",
    "2026-03-16T00:04:00Z",
    [901, 902, 903].map((Id) => ({
      Id,
      AccountId: 55,
      Name: `Shared ${Id}`,
      Status: "Active",
      CampaignType: "Search",
      BudgetId: 5,
      DailyBudget: 10.01,
    })),
  ),
];

export interface World {
  readonly syncs: readonly Sync[];
  readonly rates: readonly Rate[];
}

export const firstWorld = (seed: number): World => {
  const { syncs, rates } = quirksOf(seed);
  return { syncs: [...syncs, ...budgets(), ...web()], rates };
};

/** The same a day later: a campaign of Meta has another name and status, another one and all that was said of it is gone. */
export function laterWorld({ syncs, rates }: World): World & { readonly gone: string; readonly renamed: string } {
  const campaigns = syncs.filter(({ platform, stream }) => platform === "meta" && stream === "ads_insights");
  const ids = [...new Set(campaigns.flatMap(({ rows }) => rows.map(({ campaign_id }) => String(campaign_id))))];
  const renamed = "2000";
  const gone = ids.find((id) => id !== renamed && /^\d+$/.test(id))!;
  const stays = (row: Raw) =>
    !Object.entries(row).some(([name, value]) => name.toLowerCase() === "campaign_id" && String(value) === gone);
  const rename = { id: renamed, account_id: "100", name: "Newest name", effective_status: "PAUSED", daily_budget: 500 };
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
