import type { Sync } from "./lake.fixture.ts";
import {
  campaignOf,
  days,
  draw,
  draws,
  metaRow,
  money,
  type Said,
  type Spot,
  sync,
  tiktokRow,
} from "./world.fixture.ts";

export const tenant = { id: "island", currency: "JMD", time_zone: "America/Jamaica", region_set: "jm-parishes" };
/** 20 March in UTC, still 19 March in Jamaica. */
export const asOf = new Date("2026-03-20T03:00:00Z");
const metaAds = ["201", "202", "311"];
const tiktokAds = ["711", "712"];
export const allDays = days("2026-02-20", 26);
export const lastDay = allDays.at(-1)!;
/** USD to JMD in whole 10⁻⁹, every third day only. */
export const rates = new Map(
  allDays
    .filter((_, index) => index % 3 === 0)
    .map((day, index) => [day, 157_123_456_789n + BigInt(index) * 333_333_333n]),
);
export const half = (part: bigint, whole: bigint) =>
  part < 0n ? -((-2n * part + whole) / (2n * whole)) : (2n * part + whole) / (2n * whole);
export const rateOf = (day: string) => [...rates].filter(([from]) => from <= day).at(-1)![1];
export const inReporting = (platform: string, day: string, micros: bigint) =>
  platform === "tiktok" ? micros : half(micros * rateOf(day), 1_000_000_000n);

const latest = new Map<string, { spot: Spot; said: Said; at: string }>();
export const next = draws(7);

/** Draws what a sync says of these days and keeps what must win: the latest extraction, whichever landed first. */
function report(platform: Spot["platform"], at: string, onDays: readonly string[], asText: boolean): Sync {
  const rows = onDays.flatMap((day) =>
    (platform === "meta" ? metaAds : tiktokAds).map((ad) => {
      const spot = { platform, day, ad };
      const said = draw(next);
      const key = `${platform}/${day}/${ad}`;
      if ((latest.get(key)?.at ?? "") < at) latest.set(key, { spot, said, at });
      return platform === "meta" ? metaRow(spot, said, asText) : tiktokRow(spot, said);
    }),
  );
  return sync(platform, platform === "meta" ? "ads_insights" : "ads_reports_daily", at, rows);
}

export const spellings = ["St. Ann Parish", "Saint Ann", "ST. ANDREW", "Kingston", "Unknown"];
export const codes = ["JM-06", "JM-06", "JM-02", "JM-01", "unmapped"];
/** Per day: campaign 2000 in five spellings of four regions, one micro each more than the last. */
const regionRows = allDays.flatMap((day) =>
  spellings.map((region, index) => ({
    date_start: day,
    account_id: "100",
    account_currency: "USD",
    campaign_id: "2000",
    ad_id: "201",
    region,
    spend: money(BigInt(1000 + index)),
    impressions: 3,
    clicks: 1,
  })),
);

const entities: Sync[] = [
  sync("meta", "campaigns", "2026-03-15T00:00:00Z", [
    {
      id: "2000",
      account_id: "100",
      name: "Old name",
      effective_status: "PAUSED",
      objective: "OUTCOME_SALES",
      start_time: "2026-01-01T00:00:00-0500",
    },
  ]),
  sync("meta", "campaigns", "2026-03-18T00:00:00Z", [
    {
      id: "2000",
      account_id: "100",
      name: "Carnival",
      effective_status: "ACTIVE",
      objective: "OUTCOME_SALES",
      start_time: "2026-01-01T00:00:00-0500",
      daily_budget: 12345,
    },
  ]),
  sync("meta", "ads", "2026-03-18T00:00:00Z", [
    {
      id: "201",
      account_id: "100",
      campaign_id: "2000",
      adset_id: "set-201",
      name: "Drum",
      effective_status: "ACTIVE",
      creative: { id: "9001" },
    },
  ]),
  sync("meta", "ad_creatives", "2026-03-18T00:00:00Z", [
    { id: "9001", thumbnail_url: "https://example.test/drum.png" },
  ]),
  sync("tiktok", "advertisers", "2026-03-18T00:00:00Z", [
    { advertiser_id: 900, name: "Shop", currency: "JMD" },
    { advertiser_id: 901, name: "Other", currency: "USD" },
  ]),
  sync("tiktok", "campaigns", "2026-03-18T00:00:00Z", [
    {
      campaign_id: 7100,
      advertiser_id: 900,
      campaign_name: "Reggae",
      operation_status: "ENABLE",
      secondary_status: "CAMPAIGN_STATUS_ENABLE",
      objective_type: "TRAFFIC",
      budget: 31000,
      budget_mode: "BUDGET_MODE_TOTAL",
    },
  ]),
  sync("tiktok", "ad_groups", "2026-03-18T00:00:00Z", [
    {
      adgroup_id: 5711,
      advertiser_id: 900,
      campaign_id: 7100,
      adgroup_name: "Group",
      operation_status: "ENABLE",
      schedule_type: "SCHEDULE_START_END",
      schedule_start_time: "2026-03-11 00:00:00",
      schedule_end_time: "2026-04-10 23:59:59",
      budget: 0,
      budget_mode: "BUDGET_MODE_INFINITE",
    },
  ]),
];

/** Every sync of the island, in the order in which they land. */
export const syncs: readonly Sync[] = [
  ...entities,
  report("meta", "2026-03-17T00:00:00Z", allDays, false),
  report("meta", "2026-03-18T00:00:00Z", allDays.slice(-8), true),
  { ...report("meta", "2026-03-19T00:00:00Z", allDays.slice(2, 5), true), isBackfill: true },
  // Landed last, emitted earlier: must not win.
  report("meta", "2026-03-10T00:00:00Z", allDays.slice(0, 12), true),
  report("tiktok", "2026-03-17T00:00:00Z", allDays, false),
  report("tiktok", "2026-03-18T00:00:00Z", allDays.slice(-3), false),
  sync("meta", "custominsights_region_daily", "2026-03-18T00:00:00Z", regionRows),
];

/** The rates file as its server gives it. */
export const ratesCsv = (): string =>
  ["date,base,quote,rate", ...[...rates].map(([day, rate]) => `${day},USD,JMD,${decimal(rate)}`), ""].join("\n");

const decimal = (nanos: bigint) => `${nanos / 10n ** 9n}.${String(nanos % 10n ** 9n).padStart(9, "0")}`;

/** How many (day, ad) the reports tell of. */
export const spots = allDays.length * (metaAds.length + tiktokAds.length);

/** What the view of facts must hold, computed from what was drawn. */
export const expectedFacts = () =>
  [...latest.values()]
    .map(({ spot: { platform, day, ad }, said }) => ({
      date_day: day,
      platform,
      account_id: platform === "meta" ? "100" : "900",
      campaign_id: campaignOf(ad),
      ad_set_id: platform === "meta" ? `set-${ad}` : `5${ad}`,
      ad_id: ad,
      account_currency: platform === "meta" ? "USD" : "JMD",
      account_spend_micros: String(said.spend),
      reporting_currency: "JMD",
      exchange_rate: platform === "meta" ? `${decimal(rateOf(day))}000` : "1.000000000000",
      spend_micros: String(inReporting(platform, day, said.spend)),
      impressions: String(said.impressions),
      clicks: String(said.clicks),
      conversions: `${said.purchases + said.leads}.000000`,
      value_micros: String(inReporting(platform, day, said.value)),
      // The tenant's day is 19 March: 11 March is 8 days ago and settled, 12 March is not.
      settled: day < "2026-03-12",
    }))
    .sort((a, b) => (`${a.date_day}${a.platform}${a.ad_id}` < `${b.date_day}${b.platform}${b.ad_id}` ? -1 : 1));
