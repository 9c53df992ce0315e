import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Lease, Progress } from "#contracts/runner.ts";
import type { Manifest } from "#contracts/snapshot.ts";
import { buildSnapshot, shardPath } from "./snapshot/build-snapshot.ts";
import type { WorkerClient } from "./worker-client.ts";

export interface PublishOptions {
  readonly client: WorkerClient;
  readonly lease: Lease;
  readonly duckdbPath: string;
  readonly dbt: Manifest["dbt"];
  /** The tenant's folder for what is only needed while a snapshot is made. */
  readonly folder: string;
  readonly signal: AbortSignal;
  onProgress(progress: Progress): void;
}

/** Marts to shards on disk, so that nothing is sent before everything was checked; then shards to the Worker, then the commit. */
export async function publish(options: PublishOptions): Promise<Manifest> {
  const { client, lease, signal, onProgress } = options;
  const folder = join(options.folder, "snapshot", lease.snapshot_id);
  // Also clears what a killed run left behind: a tenant has one transform at a time.
  await rm(join(options.folder, "snapshot"), { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  try {
    const manifest = await buildSnapshot({
      duckdbPath: options.duckdbPath,
      folder,
      snapshotId: lease.snapshot_id,
      tenant: lease.tenant,
      dbt: options.dbt,
      generatedAt: new Date(),
      signal,
      onShard: (done, total, name) => onProgress({ step: "snapshot", done, total, detail: name }),
    });
    await upload(client, lease, manifest, folder, onProgress, signal);
    await client.commit(lease, manifest, signal);
    return manifest;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function upload(
  client: WorkerClient,
  lease: Lease,
  { shards }: Manifest,
  folder: string,
  onProgress: PublishOptions["onProgress"],
  signal: AbortSignal,
): Promise<void> {
  for (const [done, shard] of shards.entries()) {
    onProgress({ step: "upload", done, total: shards.length, detail: shard.name });
    await client.putShard(lease, shard, await readFile(shardPath(folder, shard.name)), signal);
  }
  onProgress({ step: "upload", done: shards.length, total: shards.length, detail: null });
}
