import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Lease, Progress } from "#contracts/runner.ts";
import { type Manifest, storedValues } from "#contracts/snapshot.ts";
import { buildSnapshot } from "./snapshot/build-snapshot.ts";
import { shardPath } from "./snapshot/shard-path.ts";
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
  manifest: Manifest,
  folder: string,
  onProgress: PublishOptions["onProgress"],
  signal: AbortSignal,
): Promise<void> {
  const values = storedValues(manifest);
  for (const [done, value] of values.entries()) {
    onProgress({ step: "upload", done, total: values.length, detail: value.name });
    await client.putShard(lease, value, await readFile(shardPath(folder, value.name)), signal);
  }
  onProgress({ step: "upload", done: values.length, total: values.length, detail: null });
}
