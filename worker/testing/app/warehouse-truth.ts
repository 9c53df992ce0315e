import { expect } from "vitest";
import { z } from "zod";
import { app } from "./client.ts";
import { askMarts, type Row } from "./duck.ts";

const kinds = { daily: "/truth/daily", regions: "/truth/regions", web: "/truth/web", search: "/truth/search" } as const;
type Kind = keyof typeof kinds;
type TruthRow = Record<string, string | number | boolean | null>;

const Answer = z.object({
  today: z.iso.date(),
  rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))),
});

/** What the sample world says happened, from its generator and not from the APIs that the connectors read. */
export async function truthRows(kind: Kind, tenantId: string): Promise<TruthRow[]> {
  const response = await fetch(`${app.ready.sample_url}${kinds[kind]}?tenant=${tenantId}`);
  return Answer.parse(await response.json()).rows;
}

/** A fact table, the truth it is held against, and by what: columns here and there. */
interface Table {
  readonly mart: string;
  readonly kind: Kind;
  readonly key: Readonly<Record<string, string>>;
  readonly measures: Readonly<Record<string, string>>;
  readonly where: string;
  readonly isTold: (row: TruthRow) => boolean;
}

const ofAds = (platform: string): Table[] => [
  {
    mart: "fct_ad_performance_daily",
    kind: "daily",
    key: { date_day: "date", campaign_id: "campaign_id" },
    measures: {
      impressions: "impressions",
      clicks: "clicks",
      conversions: "conversions",
      account_spend_micros: "spend_micros",
      spend_micros: "spend_reporting_micros",
      account_value_micros: "conversion_value_micros",
    },
    where: `platform = '${platform}'`,
    isTold: (row) => row.platform === platform,
  },
  {
    mart: "fct_region_performance_daily",
    kind: "regions",
    key: { date_day: "date", campaign_id: "campaign_id", region_code: "region_code" },
    measures: {
      impressions: "impressions",
      clicks: "clicks",
      conversions: "conversions",
      account_spend_micros: "spend_micros",
    },
    // What has no region is in no row of the truth.
    where: `platform = '${platform}' and region_code not in ('unattributed', 'unmapped')`,
    isTold: (row) => row.platform === platform,
  },
];

const tablesOf: Readonly<Record<string, Table[]>> = {
  ga4: [
    {
      mart: "fct_web_daily",
      kind: "web",
      key: { date_day: "date" },
      measures: { sessions: "sessions", conversions: "key_events", revenue_micros: "revenue_micros" },
      where: "true",
      isTold: () => true,
    },
  ],
  search_console: [
    {
      mart: "fct_search_daily",
      kind: "search",
      key: { date_day: "date" },
      measures: { impressions: "impressions", clicks: "clicks" },
      where: "true",
      isTold: ({ final }) => final === true,
    },
  ],
};

type Sums = Record<string, Record<string, number>>;

async function told(tenantId: string, { mart, key, measures, where }: Table): Promise<Sums> {
  const keys = Object.keys(key).map((column) => `cast(${column} as varchar)`);
  const sums = Object.keys(measures).map((column) => `cast(sum(${column}) as double) as ${column}`);
  const sql = `select ${keys.join(" || ' ' || ")} as key, ${sums.join(", ")} from marts.${mart} where ${where} group by key`;
  const rows = await askMarts(tenantId, sql);
  return sorted(rows.map(({ key: at, ...rest }: Row) => [String(at), rest as Record<string, number>]));
}

async function truth(tenantId: string, { kind, key, measures, isTold }: Table): Promise<Sums> {
  const rows = (await truthRows(kind, tenantId)).filter(isTold);
  const groups = Map.groupBy(rows, (row) =>
    Object.values(key)
      .map((name) => row[name])
      .join(" "),
  );
  return sorted(
    [...groups].map(([at, parts]) => [
      at,
      Object.fromEntries(
        Object.entries(measures).map(([column, name]) => [
          column,
          parts.reduce((sum, part) => sum + Number(part[name] ?? 0), 0),
        ]),
      ),
    ]),
  );
}

/** Without what is nothing at all: days of a campaign on which nothing happened are in some reports and not in others. */
const sorted = (entries: [string, Record<string, number>][]): Sums =>
  Object.fromEntries(
    entries
      .filter(([, sums]) => Object.values(sums).some((sum) => sum !== 0))
      .sort(([left], [right]) => (left < right ? -1 : 1)),
  );

/** Every fact table of a platform says of every day what the truth says, to the micro. */
export async function expectWarehouse(tenantId: string, platform: string): Promise<void> {
  for (const table of tablesOf[platform] ?? ofAds(platform)) {
    const wanted = await truth(tenantId, table);
    expect(Object.keys(wanted).length, `${platform} ${table.mart}`).toBeGreaterThan(0);
    expect(await told(tenantId, table), `${platform} ${table.mart}`).toEqual(wanted);
  }
}
