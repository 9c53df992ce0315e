import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import type { Lease } from "#contracts/runner.ts";
import { isMonthly, Manifest, type Shard, type ShardKind } from "#contracts/snapshot.ts";
import { monthsOf, readAbout } from "./about.ts";
import { encodeShard } from "./arrow.ts";
import { checkMarts } from "./checks.ts";
import { DataError } from "./data-error.ts";
import { Marts } from "./marts.ts";
import { writePacks } from "./packs.ts";
import { readColumns } from "./read-columns.ts";
import { rollUp } from "./roll-ups.ts";
import { shardPath } from "./shard-path.ts";
import { rowNumbers, type ShardQuery, shardQueries } from "./shard-queries.ts";
import { webShards } from "./web-shards.ts";

/** The largest value that the Worker's key-value store takes. */
const shardLimit = 25 * 1024 * 1024;

export interface BuildOptions {
  readonly duckdbPath: string;
  /** Where shards and packs are written to, one file each (`shardPath`). */
  readonly folder: string;
  readonly snapshotId: string;
  readonly tenant: Pick<Lease["tenant"], "id" | "label" | "currency" | "time_zone">;
  readonly dbt: Manifest["dbt"];
  readonly generatedAt: Date;
  readonly signal: AbortSignal;
  onShard(done: number, total: number, name: string): void;
}

interface PlannedShard {
  readonly name: string;
  readonly kind: ShardKind;
  readonly month: string | null;
  readonly query: ShardQuery;
}

/**
 * Writes the marts of one tenant as shards, one at a time, and gives the manifest that tells of them. The same marts give the same bytes.
 * @throws DataError when the marts hold what a snapshot must not
 */
export async function buildSnapshot(options: BuildOptions): Promise<Manifest> {
  const marts = await Marts.open(options.duckdbPath, options.folder, options.signal);
  try {
    await checkMarts(marts);
    for (const sql of rowNumbers) await marts.run(sql);
    const planned = await planShards(marts);
    const shards: Shard[] = [];
    for (const plan of planned) {
      shards.push(await writeShard(marts, plan, options.folder));
      options.onShard(shards.length, planned.length, plan.name);
    }
    const packs = await writePacks(shards, options.folder);
    return Manifest.parse({
      schema_version: 2,
      snapshot_id: options.snapshotId,
      tenant_id: options.tenant.id,
      tenant_label: options.tenant.label,
      generated_at: options.generatedAt.toISOString(),
      currency: options.tenant.currency,
      time_zone: options.tenant.time_zone,
      ...(await readAbout(marts)),
      dbt: options.dbt,
      shards,
      packs,
    });
  } finally {
    marts.close();
  }
}

async function planShards(marts: Marts): Promise<PlannedShard[]> {
  const rolledUp = await rollUp(marts);
  const queries = { ...shardQueries, ...rolledUp, ...(await webShards(marts)) };
  const planned: PlannedShard[] = [];
  for (const [kind, query] of Object.entries(queries) as [ShardKind, ShardQuery][]) {
    if (!isMonthly(kind)) planned.push({ name: kind, kind, month: null, query });
    else
      for (const month of await monthsOf(marts, factsOf(kind)))
        planned.push({ name: `${kind}-${month}`, kind, month, query });
  }
  return planned;
}

/** The view that has the months of a kind. */
function factsOf(kind: ShardKind): string {
  if (kind === "performance" || kind === "campaign_days") return "api_performance_daily";
  if (kind === "web_channels" || kind === "web_places") return "api_web_daily";
  return kind.startsWith("search_") ? "api_search_daily" : "api_region_performance_daily";
}

async function writeShard(marts: Marts, { name, kind, month, query }: PlannedShard, folder: string): Promise<Shard> {
  const firstDay = `date '${month}-01'`;
  const where = month ? `where date_day >= ${firstDay} and date_day < ${firstDay} + interval 1 month` : "";
  const { rows, columns } = await readColumns(marts, query, name, where);
  const bytes = encodeShard(columns);
  if (bytes.byteLength > shardLimit) {
    throw new DataError(
      `shard ${name} takes ${bytes.byteLength} bytes, more than the ${shardLimit} that can be stored`,
    );
  }
  await writeFile(shardPath(folder, name), bytes);
  return { name, kind, month, rows, bytes: bytes.byteLength, sha256: createHash("sha256").update(bytes).digest("hex") };
}
