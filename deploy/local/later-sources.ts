import { setTimeout as sleep } from "node:timers/promises";
import { type Connecting, connectSource, install, installed } from "./connect-sample.ts";
import { sayDone } from "./progress.ts";
import type { SampleSource } from "./sample-sources.ts";
import type { WorkerApi } from "./worker-api.ts";

const everyMs = 2000;
/** What takes less had been done before, and is no news. */
const newsMs = 500;

/**
 * Installs, connects and reads what a start does not wait for, and tells of each source when it is in. Sources that cannot be had are
 * told of and left to the next start. Comes back when nothing is under way any more: what was read is in the snapshots.
 */
export async function loadLater(
  connecting: Connecting,
  worker: WorkerApi,
  sources: readonly SampleSource[],
): Promise<void> {
  const { record, ownerOf } = connecting;
  const missing = sources.filter((source) => !record.find(source));
  await Promise.all(missing.map((source) => install(ownerOf(source.tenantId), source)));
  const followed = sources
    .filter((source) => record.find(source) && !record.isLoaded(source))
    .map((source) => follow(connecting, source));
  for (const source of missing) {
    const ready = await attempt(connecting, `${source.title}: connector`, () =>
      installed(ownerOf(source.tenantId), source),
    );
    const connected =
      ready && (await attempt(connecting, `${source.title}: connected`, () => connectSource(connecting, source)));
    if (connected) followed.push(follow(connecting, source));
  }
  await Promise.all(followed);
  for (const id of new Set(sources.map(({ tenantId }) => tenantId))) await published(worker, id);
}

const follow = (connecting: Connecting, source: SampleSource): Promise<boolean> =>
  attempt(connecting, `${source.title}: first sync`, () => firstSync(connecting, source));

/** Tells how it went, unless everything is being stopped. */
async function attempt({ ending }: Connecting, name: string, work: () => Promise<void>): Promise<boolean> {
  const began = performance.now();
  try {
    await work();
    if (performance.now() - began > newsMs) sayDone(name, began);
    return true;
  } catch (error) {
    if (!ending.aborted)
      console.error(`✗ ${name}: ${error instanceof Error ? error.message : error}\n  → The next start tries again.`);
    return false;
  }
}

/** Waits for the end of the connection's first sync. One that somebody has deleted is nothing to wait for. */
async function firstSync({ record, ownerOf }: Connecting, source: SampleSource): Promise<void> {
  const { connection_id } = record.find(source)!;
  for (;;) {
    const connections = await ownerOf(source.tenantId)
      .connections()
      .catch(() => null);
    const connection = connections?.find(({ id }) => id === connection_id);
    if (connections && (!connection || connection.last_success_at !== null)) return record.loaded(source);
    if (connection?.last_run?.status === "failed") throw new Error(connection.last_run.error_message ?? "it failed");
    await sleep(everyMs);
  }
}

/** Waits until nothing of the tenant is under way: what was read is in its snapshot. */
async function published(worker: WorkerApi, tenantId: string): Promise<void> {
  for (;;) {
    const status = await worker.status(tenantId).catch(() => null);
    if (status?.active_runs === 0) return;
    await sleep(everyMs);
  }
}
