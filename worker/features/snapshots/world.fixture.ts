import { columnFromArray, float64, int32, tableFromColumns, tableToIPC, uint8, utf8 } from "@uwdata/flechette";
import type { Platform } from "#contracts/fields.ts";
import { Manifest, type Measure, measures, type Shard, type ShardKind } from "#contracts/snapshot.ts";
import { sha256Of } from "./checksum.ts";
import { manifestKey, shardKey } from "./keys.ts";
import { rollUps } from "./roll-ups.fixture.ts";
import { spanOf, type WebWorld, webShards } from "./web-world.fixture.ts";

export interface Fact {
  readonly date: string;
  readonly campaign: number;
  /** Row of the ad, or of the region. */
  readonly item: number;
  readonly settled: boolean;
  readonly values: Readonly<Record<Measure, number>>;
}

/** A snapshot as plain rows, for tests; indexes are row numbers. */
export interface World {
  readonly campaigns: readonly { id: string; platform: Platform; name: string }[];
  readonly ads: readonly { id: string; campaign: number; name: string; adSet?: string }[];
  readonly regions: readonly { code: string; name: string }[];
  readonly budgets: readonly { id: string; campaign: number; monthly: number; spent: number; projected: number }[];
  readonly performance: readonly Fact[];
  readonly regionPerformance: readonly Fact[];
  readonly coverage: { readonly start_date: string; readonly end_date: string } | null;
  readonly sources: Manifest["sources"];
  readonly web?: WebWorld;
}

export interface StoredWorld {
  readonly manifest: Manifest;
  /** What lies in KV, by key. */
  readonly values: ReadonlyMap<string, Uint8Array>;
}

export type Column = readonly [string, "text" | "int" | "flag" | "float", readonly unknown[]];

const types = { text: utf8, int: int32, flag: uint8, float: float64 };

export const epochDay = (date: string | null) => (date === null ? null : Date.parse(date) / 86_400_000);

function encode(columns: readonly Column[]): Uint8Array {
  const entries = columns.map(
    ([name, type, values]) => [name, columnFromArray([...values], types[type]())] as [string, never],
  );
  return tableToIPC(tableFromColumns(entries), { format: "stream" })!;
}

export function factColumns(facts: readonly Fact[], item: string): Column[] {
  const sorted = [...facts].sort((a, b) => a.date.localeCompare(b.date) || a.campaign - b.campaign);
  return [
    ["day", "int", sorted.map(({ date }) => epochDay(date))],
    ["campaign_ix", "int", sorted.map(({ campaign }) => campaign)],
    [item, "int", sorted.map((fact) => fact.item)],
    ["settled", "flag", sorted.map(({ settled }) => (settled ? 1 : 0))],
    ...measures.map((measure): Column => [measure, "float", sorted.map(({ values }) => values[measure])]),
  ];
}

function dimensions({ campaigns, ads, regions, budgets }: World): Record<string, Column[]> {
  const none = (rows: readonly unknown[]) => rows.map(() => null);
  return {
    campaigns: [
      ["id", "text", campaigns.map(({ id }) => id)],
      ["platform", "text", campaigns.map(({ platform }) => platform)],
      ["account_id", "text", campaigns.map(() => "account")],
      ["currency", "text", campaigns.map(() => "JMD")],
      ["name", "text", campaigns.map(({ name }) => name)],
      ["status", "text", campaigns.map(() => "ACTIVE")],
      ["objective", "text", none(campaigns)],
      ["start_date", "int", none(campaigns)],
      ["end_date", "int", none(campaigns)],
    ],
    ads: [
      ["id", "text", ads.map(({ id }) => id)],
      ["platform", "text", ads.map(({ campaign }) => campaigns[campaign]!.platform)],
      ["campaign_ix", "int", ads.map(({ campaign }) => campaign)],
      ["ad_set_id", "text", ads.map(({ adSet }) => adSet ?? null)],
      ["ad_set_name", "text", ads.map(({ adSet }) => (adSet === undefined ? null : `Set ${adSet}`))],
      ["name", "text", ads.map(({ name }) => name)],
      ["status", "text", ads.map(() => "ACTIVE")],
      ["thumbnail_url", "text", none(ads)],
    ],
    regions: [
      ["code", "text", regions.map(({ code }) => code)],
      ["name", "text", regions.map(({ name }) => name)],
    ],
    budgets: [
      ["id", "text", budgets.map(({ id }) => id)],
      ["platform", "text", budgets.map(({ campaign }) => campaigns[campaign]!.platform)],
      ["campaign_ix", "int", budgets.map(({ campaign }) => campaign)],
      ["monthly_budget_micros", "float", budgets.map(({ monthly }) => monthly)],
      ["spend_to_date_micros", "float", budgets.map(({ spent }) => spent)],
      ["projected_spend_micros", "float", budgets.map(({ projected }) => projected)],
      ["start_date", "int", budgets.map(() => epochDay("2026-03-01"))],
      ["end_date", "int", budgets.map(() => epochDay("2026-03-31"))],
    ],
  };
}

/** One shard of each month of the rows. */
export function byMonth<T extends { readonly date: string }>(
  kind: ShardKind,
  rows: readonly T[],
  columns: (rows: readonly T[]) => readonly Column[],
) {
  return [...Map.groupBy(rows, ({ date }) => date.slice(0, 7))].map(([month, ofMonth]) => ({
    name: `${kind}-${month}`,
    kind,
    month: month as string | null,
    columns: columns(ofMonth),
  }));
}

/** The world as the runner would store it for a tenant. */
export async function storeWorld(world: World, tenantId: string, snapshotId: string): Promise<StoredWorld> {
  const made = [
    ...Object.entries(dimensions(world)).map(([kind, columns]) => ({
      name: kind,
      kind: kind as ShardKind,
      month: null as string | null,
      columns,
    })),
    ...byMonth("performance", world.performance, (facts) => factColumns(facts, "ad_ix")),
    ...byMonth("region_performance", world.regionPerformance, (facts) => factColumns(facts, "region_ix")),
    ...rollUps(world),
    ...(world.web ? webShards(world.web) : []),
  ].map(({ columns, ...shard }) => ({ shard: { ...shard, rows: columns[0]![2].length }, bytes: encode(columns) }));
  const shards: Shard[] = await Promise.all(
    made.map(async ({ shard, bytes }) => ({ ...shard, bytes: bytes.length, sha256: await sha256Of(bytes) })),
  );
  const manifest = Manifest.parse({
    schema_version: 1,
    snapshot_id: snapshotId,
    tenant_id: tenantId,
    tenant_label: "As it was called then",
    generated_at: "2026-03-20T12:00:00.000Z",
    currency: "JMD",
    time_zone: "America/Jamaica",
    coverage: world.coverage,
    ...(world.web && {
      web_coverage: { visits: spanOf(world.web.visits), searches: spanOf(world.web.searches) },
    }),
    sources: world.sources,
    dbt: { invocation_id: "i", version: "1", models: 1, tests: { pass: 1, warn: 0, error: 0 }, warnings: [] },
    rates: null,
    shards,
  });
  return {
    manifest,
    values: new Map([
      [manifestKey(tenantId, snapshotId), new TextEncoder().encode(JSON.stringify(manifest))],
      ...made.map(({ shard, bytes }) => [shardKey(tenantId, snapshotId, shard.name), bytes] as const),
    ]),
  };
}

/** A store that counts what is read from it. */
export function memoryStore({ values }: StoredWorld) {
  const reads: string[] = [];
  return {
    reads,
    get: async (key: string) => {
      reads.push(key);
      const bytes = values.get(key);
      return bytes ? (new Uint8Array(bytes).buffer as ArrayBuffer) : null;
    },
  };
}
