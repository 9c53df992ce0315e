import { join } from "node:path";
import type { Lease, Progress } from "#contracts/runner.ts";
import { beat } from "./heartbeat.ts";
import { type Log, messageOf } from "./log.ts";
import { publish } from "./publish.ts";
import { DataError } from "./snapshot/data-error.ts";
import type { Transform } from "./transform.ts";
import type { WorkerClient } from "./worker-client.ts";
import { LeaseLost, WorkerUnreachable } from "./worker-errors.ts";

/** How long a runner that was told to stop tries to tell the Worker so. */
const farewellMs = 3_000;

export interface Runner {
  readonly client: WorkerClient;
  readonly transform: Transform;
  /** `DBT_STATE`: one folder a tenant. */
  readonly stateFolder: string;
  readonly log: Log;
  /** Aborts when the process is to end. */
  readonly stop: AbortSignal;
}

/** Does one leased transform from the lake to the published snapshot, or tells the Worker why not. Never throws. */
export async function runLease(runner: Runner, lease: Lease): Promise<void> {
  const log = runner.log.with({ run_id: lease.run_id, tenant_id: lease.tenant.id, snapshot_id: lease.snapshot_id });
  const dropped = new AbortController();
  const ended = new AbortController();
  const work = AbortSignal.any([runner.stop, dropped.signal]);
  let latest: Progress = { step: "freshness", done: 0, total: null, detail: null };
  const onProgress = (progress: Progress) => {
    if (progress.step !== latest.step) log("info", "run.step", { step: progress.step });
    latest = progress;
  };

  log("info", "run.leased", { attempt: lease.attempt });
  const started = Date.now();
  const onLost = (error: LeaseLost) => dropped.abort(error);
  const beating = beat(runner.client, lease, () => latest, onLost, log, AbortSignal.any([work, ended.signal]));
  try {
    await transformAndPublish(runner, lease, onProgress, work, log);
    log("info", "run.done", { ms: Date.now() - started });
  } catch (error) {
    await giveUp(runner, lease, work.aborted ? work.reason : error, log);
  } finally {
    ended.abort();
    await beating;
  }
}

async function transformAndPublish(
  { client, transform, stateFolder }: Runner,
  lease: Lease,
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
  log: Log,
): Promise<void> {
  const result = await transform({ tenant: lease.tenant, asOf: new Date(), onProgress, signal });
  signal.throwIfAborted();
  if (!result.ok) throw new TransformFailed(result.errorClass, result.reason);
  const folder = join(stateFolder, lease.tenant.id);
  const { duckdbPath, dbt } = result;
  const manifest = await publish({ client, lease, duckdbPath, dbt, folder, onProgress, signal });
  const bytes = manifest.shards.reduce((sum, shard) => sum + shard.bytes, 0);
  log("info", "run.published", { shards: manifest.shards.length, bytes });
}

class TransformFailed extends Error {
  readonly errorClass: "data" | "transient" | "system";

  constructor(errorClass: TransformFailed["errorClass"], reason: string) {
    super(reason);
    this.errorClass = errorClass;
  }
}

async function giveUp({ client, stop }: Runner, lease: Lease, error: unknown, log: Log): Promise<void> {
  const reason = stop.aborted ? "runner stopped" : messageOf(error);
  if (error instanceof LeaseLost) return log("warn", "run.lease_lost", { reason });
  const errorClass = stop.aborted ? "transient" : classOf(error);
  log(stop.aborted ? "info" : "error", "run.failed", { error_class: errorClass, reason });
  // The stop must not cut off the word that the run is free again.
  const signal = stop.aborted ? AbortSignal.timeout(farewellMs) : stop;
  await client
    .fail(lease, errorClass, reason, signal)
    .catch((cause: unknown) => log("warn", "run.failure_untold", { error: messageOf(cause) }));
}

function classOf(error: unknown): TransformFailed["errorClass"] {
  if (error instanceof TransformFailed) return error.errorClass;
  if (error instanceof DataError) return "data";
  return error instanceof WorkerUnreachable ? "transient" : "system";
}
