import { type Manifest, storedValues } from "#contracts/snapshot.ts";
import type { StoredShard } from "../../db/snapshot-shards.ts";
import type { SystemStore } from "../../db/system-store.ts";
import type { TenantStore } from "../../db/tenant-store.ts";
import type { LeaseRef } from "../../db/transforms.ts";
import { problem } from "../../http/problem.ts";
import type { Log } from "../../log.ts";
import { forgetPointer } from "../metrics/stored-pointer.ts";
import { manifestKey } from "../snapshots/keys.ts";

interface Press {
  readonly kv: KVNamespace;
  readonly system: Pick<SystemStore, "leases">;
  readonly transforms: Pick<TenantStore["transforms"], "shards" | "publish" | "published">;
  readonly log: Log;
}

export interface Published {
  readonly snapshotId: string;
  /** Milliseconds since 1970, as the manifest says. */
  readonly generatedAt: number;
}

/** Moves the pointer to a snapshot whose every shard is stored. The same commit again gives the same answer; undefined: the lease is lost. */
export async function publish(press: Press, lease: LeaseRef, manifest: Manifest): Promise<Published | undefined> {
  const { kv, system, transforms, log } = press;
  const { tenant_id: tenantId, snapshot_id: snapshotId } = manifest;
  const held = await system.leases.held(lease);
  if (!held) return before(press, lease, snapshotId);
  if (held.tenantId !== tenantId) throw misfit("tenant_id", "is not the tenant of this run");
  if (held.snapshotId !== snapshotId) throw misfit("snapshot_id", "is not the snapshot of this run");
  refuseGaps(manifest, await transforms.shards(snapshotId));

  const generatedAt = Date.parse(manifest.generated_at);
  await kv.put(manifestKey(tenantId, snapshotId), JSON.stringify(manifest));
  if (!(await transforms.publish(lease, snapshotId, generatedAt))) return before(press, lease, snapshotId);
  forgetPointer(tenantId);
  log.info("snapshot-published", {
    tenant_id: tenantId,
    run_id: lease.runId,
    snapshot_id: snapshotId,
    count: manifest.shards.length,
  });
  return { snapshotId, generatedAt };
}

/** What this very lease published earlier, when the answer got lost on the way. */
async function before({ transforms }: Press, lease: LeaseRef, snapshotId: string): Promise<Published | undefined> {
  const published = await transforms.published(lease);
  if (published?.snapshotId !== snapshotId || published.generatedAt === null) return undefined;
  return { snapshotId, generatedAt: published.generatedAt };
}

function refuseGaps(manifest: Manifest, stored: readonly StoredShard[]): void {
  const known = new Map(stored.map((shard) => [shard.name, shard]));
  const errors = storedValues(manifest).flatMap(({ name, sha256, bytes }) => {
    const there = known.get(name);
    const field = fieldOf(manifest, name);
    if (!there) return [{ field, message: `${name} is not stored; put it first` }];
    if (there.sha256 === sha256 && there.bytes === bytes) return [];
    return [{ field, message: `${name} is stored with other bytes` }];
  });
  errors.push(...misfitPacks(manifest));
  if (new Set(manifest.shards.map((shard) => shard.name)).size < manifest.shards.length)
    errors.push({ field: "manifest.shards", message: "names a shard twice" });
  if (errors.length > 0) throw problem("conflict", { detail: "The snapshot is not whole.", errors });
}

function fieldOf({ shards, packs = [] }: Manifest, name: string): string {
  const shard = shards.findIndex((candidate) => candidate.name === name);
  return shard === -1 ? `manifest.packs.${packs.findIndex((pack) => pack.name === name)}` : `manifest.shards.${shard}`;
}

/** A pack is exactly its shards, and a shard lies in one pack at most. */
function misfitPacks({ shards, packs = [] }: Manifest) {
  const sizes = new Map(shards.map(({ name, bytes }) => [name, bytes]));
  const all = packs.flatMap((pack) => pack.shards);
  const wrong = packs.flatMap((pack, index) => {
    const size = pack.shards.reduce((sum, name) => sum + (sizes.get(name) ?? Number.NaN), 0);
    return size === pack.bytes ? [] : [{ field: `manifest.packs.${index}`, message: "is not as long as its shards" }];
  });
  if (new Set(all).size < all.length) wrong.push({ field: "manifest.packs", message: "names a shard twice" });
  return wrong;
}

function misfit(field: string, message: string) {
  const name = `manifest.${field}`;
  return problem("invalid-input", { detail: `${name} ${message}`, errors: [{ field: name, message }] });
}
