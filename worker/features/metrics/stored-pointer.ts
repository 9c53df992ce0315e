import { SourcePlatform } from "#contracts/fields.ts";
import { BoundedCache } from "../../bounded-cache.ts";
import type { Clock } from "../../clock.ts";
import type { TenantStore } from "../../db/tenant-store.ts";
import { problem } from "../../http/problem.ts";
import type { SnapshotPointer, SnapshotPointers, SourceState } from "./pointer.ts";

/** A dashboard asks for many slices at once; within this time they share what D1 said. */
const rememberMs = 500;
/** While one request asks D1 anew, the others go on with what is known; after this long another asks too. */
const takenForLostMs = 1000;

interface Remembered {
  readonly tenantId: string;
  readonly pointer: SnapshotPointer;
  askAgainAt: number;
}

/** By clock, so that what one app remembers is not fresh by the clock of another. */
const caches = new Map<Clock, BoundedCache<Remembered>>();

function cacheOf(clock: Clock): BoundedCache<Remembered> {
  const cache = caches.get(clock) ?? new BoundedCache<Remembered>(1000, clock);
  caches.set(clock, cache);
  return cache;
}

/** To be called when a tenant's pointer has moved, so that the next read in this isolate sees it. */
export function forgetPointer(tenantId: string): void {
  for (const cache of caches.values()) cache.deleteWhere((entry) => entry.tenantId === tenantId);
}

/** The pointer as the ledger in D1 has it. */
export function storedPointers(tenant: TenantStore, clock: Clock): SnapshotPointers {
  return {
    async pointer() {
      const cache = cacheOf(clock);
      const { tenantId } = tenant;
      const now = clock();
      const known = cache.get(tenantId);
      if (known && known.askAgainAt > now) return known.pointer;
      if (known) known.askAgainAt = now + takenForLostMs;
      const pointer = await readPointer(tenant);
      // What was read before the pointer moved must not outlive the move.
      if (cache.get(tenantId) === known || !known)
        cache.set(tenantId, { tenantId, pointer, askAgainAt: now + rememberMs }, now + rememberMs + takenForLostMs);
      return pointer;
    },
    published: async (snapshotId) => (await tenant.runs.snapshot(snapshotId))?.status === "ready",
  };
}

async function readPointer(tenant: TenantStore): Promise<SnapshotPointer> {
  const [profile, syncs, lastFailure] = await Promise.all([
    tenant.profile.read(),
    tenant.latestSyncs.all(),
    readLastFailure(tenant),
  ]);
  if (!profile) throw problem("not-found", "You have no such tenant.");
  const snapshot = profile.currentSnapshotId ? await tenant.runs.snapshot(profile.currentSnapshotId) : undefined;
  return {
    tenant: {
      id: profile.id,
      label: profile.label,
      currency: profile.currency,
      timeZone: profile.timeZone,
      workingHours: { from: profile.workFrom, to: profile.workTo },
    },
    current: snapshot?.generatedAt ? { snapshotId: snapshot.id, generatedAt: snapshot.generatedAt } : null,
    lastFailure,
    sources: sourceStates(syncs),
  };
}

/** While a transform waits or runs, the one that ended before it still says how things stand. */
async function readLastFailure(tenant: TenantStore): Promise<SnapshotPointer["lastFailure"]> {
  const latest = await tenant.runs.latestTransform();
  const ended =
    latest?.status === "queued" || latest?.status === "running"
      ? (await tenant.runs.newest(50)).find((run) => run.kind === "transform" && hasVerdict(run.status))
      : latest;
  if (ended?.status !== "failed") return null;
  return { at: ended.finishedAt ?? ended.createdAt, reason: ended.errorMessage ?? "no reason was given" };
}

const hasVerdict = (status: string) => status === "succeeded" || status === "failed";

type LatestSyncs = Awaited<ReturnType<TenantStore["latestSyncs"]["all"]>>;

/** A platform is as old as its oldest connection, and has failed when one of them has. Sources that no metric comes from are left out. */
function sourceStates(syncs: LatestSyncs): SourceState[] {
  const platforms = new Map<SourceState["platform"], SourceState>();
  for (const { connection, run } of syncs) {
    const { data: platform } = SourcePlatform.safeParse(connection.platform);
    if (!platform) continue;
    const known = platforms.get(platform);
    platforms.set(platform, {
      platform,
      lastSuccessAt: known ? oldest(known.lastSuccessAt, connection.lastSuccessAt) : connection.lastSuccessAt,
      failed: (known?.failed ?? false) || run?.status === "failed",
    });
  }
  return [...platforms.values()];
}

const oldest = (a: number | null, b: number | null) => (a === null || b === null ? null : Math.min(a, b));
