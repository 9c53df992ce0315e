import type { Json, Raw } from "./lake.fixture.ts";

/** What a column of a stream holds, by the names that connectors give it once the lake has put them in small letters. */
const known: readonly [column: RegExp, value: Json][] = [
  [/^(account_currency|currency|currencycode|customer_currency_code)$/, "USD"],
  [/^(date_start|date_stop|end_date|start_date|segments_date|timeperiod|date)$/, "2026-03-07"],
  [/^stat_time_day$/, "2026-03-07 00:00:00"],
  [/^(start_time|stop_time|end_time|created_time|updated_time)$/, "2026-02-20T23:30:00-0500"],
  [/^schedule_(start|end)_time$/, "2026-02-20 00:00:00"],
  [/^campaign_(start|end)_date(_time)?$/, "2026-02-20"],
  [/^runschedule$/, { start: 1771545600000, end: 1777545600000 }],
  [/^(dailybudget|totalbudget)$/, { amount: "10.5", currencyCode: "USD" }],
  [/^review$/, { status: "APPROVED" }],
  [/^(startdate|enddate)$/, { Day: 20, Month: 2, Year: 2026 }],
  [/^creative$/, { id: "9" }],
  [/^(actions|action_values)$/, [{ action_type: "offsite_conversion.fb_pixel_purchase", value: "2" }]],
  [/^(campaign_resource_name|ad_group_campaign)$/, "customers/7/campaigns/8"],
  [/^ad_group_ad_ad_group$/, "customers/7/adGroups/9"],
  [/^segments_geo_target_region$/, "geoTargetConstants/9388006"],
  [/^campaign_campaign_budget$/, "customers/7/campaignBudgets/5"],
  [/^sponsoredcampaign$/, "urn:li:sponsoredCampaign:71"],
  [/^(account)$/, "urn:li:sponsoredAccount:500"],
  [/^revenue$/, "1,234.50"],
  [/^countryid$/, "JM"],
  [/^search_type$/, "web"],
  [/(_id|^id|id)$/, "7"],
  [
    /^(daily_budget|lifetime_budget|budget|spend|costinlocalcurrency|conversionvalueinlocalcurrency|position|totalrevenue|metrics_conversions.*)$/,
    12.5,
  ],
  [/(impressions|clicks|conversions|leads|sessions|users|views|events|eventcount|duration|micros|hour)$/, 12],
];

const metrics: Raw = {
  ...{ campaign_id: 1, campaign_name: "C", adgroup_id: 2, adgroup_name: "G", ad_name: "A" },
  ...{ spend: "1.50", impressions: "7", clicks: "1", conversion: "2" },
  ...{ total_complete_payment_rate: "3.50", total_purchase_value: "0.00", total_onsite_shopping_value: "0.00" },
};

/** As a connector's schema says: `string`, `string:date`, `integer`, `array<object>`, …; none where only the name is known. */
export interface Column {
  readonly name: string;
  readonly type?: string;
}

const byType: Readonly<Record<string, Json>> = {
  number: 1.5,
  integer: 7,
  boolean: true,
  "string:date": "2026-03-07",
  "string:date-time": "2026-03-07T00:00:00Z",
  object: { a: 1 },
};

function toldIn({ name, type }: Column, platform: string): Json {
  const low = name.toLowerCase();
  if (platform === "ga4" && low === "date") return "20260307";
  if (platform === "microsoft_ads" && low === "dailybudget") return 10.5;
  if (platform === "tiktok" && low === "metrics") return metrics;
  const [, told] = known.find(([column]) => column.test(low)) ?? [];
  if (type?.startsWith("array")) return Array.isArray(told) ? told : [];
  if (type === "number" || type === "integer") return Number.isFinite(Number(told)) ? Number(told) : byType[type]!;
  return told ?? byType[type ?? ""] ?? `some ${low}`;
}

/** Records of one stream: with everything, with everything but each optional column, and with nothing optional at all. */
export interface Made {
  readonly sparse: readonly Raw[];
  /** Of another sync, whose file has no optional column. */
  readonly bare: readonly Raw[];
}

/** `needs`: columns that no record lacks, in small letters; the first is another one in each record. */
export function madeRecords(platform: string, columns: readonly Column[], needs: readonly [string, ...string[]]): Made {
  let number = 0;
  const record = (without: (column: Column) => boolean, inside?: string): Raw => {
    number += 1;
    const told = columns.filter((column) => needs.includes(column.name.toLowerCase()) || !without(column));
    return Object.fromEntries(
      told.map((column) => {
        const value = toldIn(column, platform);
        if (column.name.toLowerCase() === needs[0]) return [column.name, ownName(value, number)];
        return [column.name, inside === undefined ? value : lacking(value, inside)];
      }),
    );
  };
  const optional = columns.filter(({ name }) => !needs.includes(name.toLowerCase()));
  const nested = columns.some(({ name }) => name === "metrics") ? Object.keys(metrics) : [];
  return {
    sparse: [
      record(() => false),
      ...optional.map(({ name }) => record((column) => column.name === name)),
      ...nested.map((name) => record(() => false, name)),
    ],
    bare: [record(() => true)],
  };
}

const ownName = (value: Json, number: number): Json =>
  typeof value === "number" ? 1000 + number : /^\d*$/.test(String(value)) ? `${1000 + number}` : `${value}-${number}`;

const lacking = (value: Json, name: string): Json =>
  value === metrics ? Object.fromEntries(Object.entries(metrics).filter(([other]) => other !== name)) : value;
