import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Manifest, storedValues } from "#contracts/snapshot.ts";
import { buildSnapshot } from "../../runner/snapshot/build-snapshot.ts";
import { shardPath } from "../../runner/snapshot/shard-path.ts";
import { manifestKey, shardKey } from "../../worker/features/snapshots/keys.ts";
import type { BenchWorker } from "./bench-worker.ts";
import { makeMarts } from "./marts.ts";

const snapshotId = "0197a000-0000-7000-8000-000000000000";

export interface BenchTenant {
  readonly duckdbPath: string;
  /** Most that this process held while the runner's code wrote the snapshot, in MB; what it held before is in it. */
  readonly peakMegabytes: number;
  readonly snapshotMegabytes: number;
  /** The same snapshot for tenants more. */
  publishAs(ids: readonly string[]): Promise<void>;
  remove(): Promise<void>;
}

/** A tenant of about so many fact rows whose snapshot the runner's own writer made, published in the Worker. */
export async function publishTenant(worker: BenchWorker, rows: number, id = "bench"): Promise<BenchTenant> {
  const folder = await mkdtemp(join(tmpdir(), "adinsights-bench-"));
  const duckdbPath = join(folder, "bench.duckdb");
  await makeMarts(duckdbPath, rows);
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 20);
  const manifest = await buildSnapshot({
    duckdbPath,
    folder,
    snapshotId,
    tenant: { id, label: "Bench", currency: "USD", time_zone: "UTC" },
    dbt: { invocation_id: "bench", version: "0", models: 0, tests: { pass: 0, warn: 0, error: 0 }, warnings: [] },
    generatedAt: new Date(),
    signal: new AbortController().signal,
    onShard: () => {},
  });
  clearInterval(watch);
  const publishAs = async (ids: readonly string[]) => {
    for (const tenantId of ids) await publish(worker, { ...manifest, tenant_id: tenantId }, folder);
  };
  await publishAs([id]);
  return {
    publishAs,
    duckdbPath,
    peakMegabytes: peak / 1e6,
    snapshotMegabytes: manifest.shards.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function publish(worker: BenchWorker, manifest: Manifest, folder: string): Promise<void> {
  const { tenant_id: id, snapshot_id } = manifest;
  for (const { name } of storedValues(manifest))
    await worker.store(shardKey(id, snapshot_id, name), await readFile(shardPath(folder, name)));
  await worker.store(manifestKey(id, snapshot_id), JSON.stringify(manifest));
  await pointTo(worker, manifest);
}

async function pointTo({ run }: BenchWorker, { tenant_id: id, snapshot_id, generated_at }: Manifest): Promise<void> {
  const at = Date.parse(generated_at);
  await run(
    `insert into tenants (id, label, time_zone, currency, region_set, work_from, work_to, created_at)
     values (?, 'Bench', 'UTC', 'USD', 'jm-parishes', 0, 24, 0)`,
    id,
  );
  await run(
    "insert into runs (tenant_id, id, kind, status, due_at, created_at, finished_at) values (?, 'run', 'transform', 'succeeded', ?, ?, ?)",
    id,
    at,
    at,
    at,
  );
  await run(
    "insert into snapshots (tenant_id, id, run_id, status, generated_at, created_at) values (?, ?, 'run', 'ready', ?, ?)",
    id,
    snapshot_id,
    at,
    at,
  );
  await run("update tenants set current_snapshot_id = ? where id = ?", snapshot_id, id);
}

/** Headers of a person of the tenant. */
export async function signIn(
  worker: BenchWorker,
  send: (path: string, body: unknown) => Promise<string>,
  tenantId = "bench",
): Promise<{ authorization: string }> {
  const email = `${tenantId}@bench.test`;
  const made = JSON.parse(await send("/api/account/", { email, password: "correct horse battery staple" }));
  await worker.run(
    "insert into memberships (tenant_id, id, user_id, role, created_at) values (?, ?, ?, 'owner', 0)",
    tenantId,
    `m-${tenantId}`,
    made.id,
  );
  return enter(send, email);
}

/** A new token, since one lives five minutes. */
export async function enter(send: (path: string, body: unknown) => Promise<string>, email = "bench@bench.test") {
  const { access } = JSON.parse(await send("/api/enter/", { email })) as { access: string };
  return { authorization: `Bearer ${access}` };
}
