import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Lease } from "#contracts/runner.ts";
import { Manifest, type Shard, type ShardKind } from "#contracts/snapshot.ts";
import { monthsOf, readAbout } from "./about.ts";
import { encodeShard } from "./arrow.ts";
import { checkMarts } from "./checks.ts";
import { DataError } from "./data-error.ts";
import { Marts } from "./marts.ts";
import { readColumns } from "./read-columns.ts";
import { rowNumbers, shardQueries } from "./shard-queries.ts";

/** The largest value that the Worker's key-value store takes. */
const shardLimit = 25 * 1024 * 1024;

export interface BuildOptions {
  readonly duckdbPath: string;
  /** Where the shards are written to, one file `<name>.arrow` each. */
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
}

/**
 * Writes the marts of one tenant as shards, one at a time, and gives the manifest that tells of them. The same marts give the same bytes.
 * @throws DataError when the marts hold what a snapshot must not
 */
export async function buildSnapshot(options: BuildOptions): Promise<Manifest> {
  const marts = await Marts.open(options.duckdbPath, options.signal);
  try {
    await checkMarts(marts);
    for (const sql of rowNumbers) await marts.run(sql);
    const planned = await planShards(marts);
    const shards: Shard[] = [];
    for (const plan of planned) {
      shards.push(await writeShard(marts, plan, options.folder));
      options.onShard(shards.length, planned.length, plan.name);
    }
    return Manifest.parse({
      schema_version: 1,
      snapshot_id: options.snapshotId,
      tenant_id: options.tenant.id,
      tenant_label: options.tenant.label,
      generated_at: options.generatedAt.toISOString(),
      currency: options.tenant.currency,
      time_zone: options.tenant.time_zone,
      ...(await readAbout(marts)),
      dbt: options.dbt,
      shards,
    });
  } finally {
    marts.close();
  }
}

export const shardPath = (folder: string, name: string) => join(folder, `${name}.arrow`);

async function planShards(marts: Marts): Promise<PlannedShard[]> {
  const dimensions = (["campaigns", "ads", "regions", "budgets"] as const).map((kind) => ({
    name: kind,
    kind,
    month: null,
  }));
  const facts = async (kind: "performance" | "region_performance") =>
    (await monthsOf(marts, `api_${kind}_daily`)).map((month) => ({ name: `${kind}-${month}`, kind, month }));
  return [...dimensions, ...(await facts("performance")), ...(await facts("region_performance"))];
}

async function writeShard(marts: Marts, plan: PlannedShard, folder: string): Promise<Shard> {
  const firstDay = `date '${plan.month}-01'`;
  const where = plan.month ? `where date_day >= ${firstDay} and date_day < ${firstDay} + interval 1 month` : "";
  const { rows, columns } = await readColumns(marts, shardQueries[plan.kind], plan.name, where);
  const bytes = encodeShard(columns);
  if (bytes.byteLength > shardLimit) {
    throw new DataError(
      `shard ${plan.name} takes ${bytes.byteLength} bytes, more than the ${shardLimit} that can be stored`,
    );
  }
  await writeFile(shardPath(folder, plan.name), bytes);
  return { ...plan, rows, bytes: bytes.byteLength, sha256: createHash("sha256").update(bytes).digest("hex") };
}
