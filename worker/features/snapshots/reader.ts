import { Manifest, type ShardKind, type WebKind } from "#contracts/snapshot.ts";
import { ByteCache, type Need } from "./byte-cache.ts";
import { sha256Of } from "./checksum.ts";
import type { ColumnsOf } from "./columns.ts";
import { DamagedShard, decodeShard } from "./decode-shard.ts";
import { manifestKey, shardKey } from "./keys.ts";
import { type StoredShard, shardsOf } from "./shard-index.ts";
import { BusyIsolate, TooMuchData } from "./too-much-data.ts";

/** The part of a KV namespace that reading needs. */
export interface SnapshotStore {
  get(key: string, type: "arrayBuffer"): Promise<ArrayBuffer | null>;
}

export type DimensionKind = "campaigns" | "ads" | "regions" | "budgets" | "web_properties" | "web_words";
/** What is asked for by days: facts, and roll-ups of them. */
export type DatedKind = Exclude<ShardKind, DimensionKind>;
/** Of advertising. */
export type AdKind = Exclude<DatedKind, WebKind>;

/** Of all columns that an isolate holds, in bytes, whatever the tenants: far from the 128 MB that it may take. */
export const columnBudget = 48 * 1024 * 1024;
const isolateCache = new ByteCache(columnBudget);
/** How long a question waits for others to be done, and how often it looks. */
const patienceMs = 5_000;
const pauseMs = 5;

/** Reads one tenant's snapshots. Parsed manifests and columns are shared by all requests of the isolate, keyed by tenant and snapshot. */
export class SnapshotReader {
  readonly #store: SnapshotStore;
  readonly #tenantId: string;
  readonly #cache: ByteCache;

  constructor(store: SnapshotStore, tenantId: string, cache: ByteCache = isolateCache) {
    this.#store = store;
    this.#tenantId = tenantId;
    this.#cache = cache;
  }

  /** `null` when this tenant has no snapshot of that id. */
  async open(snapshotId: string): Promise<OpenSnapshot | null> {
    const key = manifestKey(this.#tenantId, snapshotId);
    const manifest = await this.#cache.get(key, async () => {
      const bytes = await this.#store.get(key, "arrayBuffer");
      // Nothing found is not kept: the same id may be published a moment later.
      if (!bytes) return { value: null, bytes: Number.POSITIVE_INFINITY };
      return { value: parseManifest(bytes, this.#tenantId, snapshotId), bytes: bytes.byteLength * 4 };
    });
    return manifest && new OpenSnapshot(manifest, this.#store, this.#cache);
  }
}

export class OpenSnapshot {
  readonly manifest: Manifest;
  readonly #store: SnapshotStore;
  readonly #cache: ByteCache;

  constructor(manifest: Manifest, store: SnapshotStore, cache: ByteCache) {
    this.manifest = manifest;
    this.#store = store;
    this.#cache = cache;
  }

  dimension<K extends DimensionKind>(kind: K): Promise<ColumnsOf[K]> {
    const [stored] = shardsOf(this.manifest, kind);
    if (!stored) throw new DamagedShard(`snapshot ${this.manifest.snapshot_id} has no shard ${kind}`);
    return this.#load(kind, stored);
  }

  /** The shards that may hold days of `from`..`to` (YYYY-MM-DD, inclusive), oldest first, loaded side by side. */
  dated<K extends DatedKind>(kind: K, from: string, to: string): Promise<ColumnsOf[K][]> {
    return Promise.all(this.#shards(kind, from, to).map((stored) => this.#load(kind, stored)));
  }

  #shards(kind: ShardKind, from: string, to: string): readonly StoredShard[] {
    const [first, last] = [from.slice(0, 7), to.slice(0, 7)];
    return shardsOf(this.manifest, kind).filter(
      ({ shard: { month } }) => month === null || (month >= first && month <= last),
    );
  }

  needs(kind: ShardKind, from = "", to = "9999"): Need[] {
    return this.#shards(kind, from, to).map(({ need }) => need);
  }

  /**
   * Does work that uses the columns of `needs`, when there is room for all of them. Each request waits by itself: what one awaits must not be
   * awaited by another.
   * @throws TooMuchData when they never fit, `BusyIsolate` when others hold too much for too long
   */
  async holding<T>(needs: readonly Need[], work: () => Promise<T>): Promise<T> {
    const wanted = [...new Map(needs.map((need) => [need.key, need.bytes])).values()].reduce(
      (sum, size) => sum + size,
      0,
    );
    if (wanted > this.#cache.budget) throw new TooMuchData(wanted, this.#cache.budget);
    for (let waited = 0; waited <= patienceMs; waited += pauseMs) {
      const release = this.#cache.hold(needs);
      if (release) return work().finally(release);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
    throw new BusyIsolate("other questions hold the memory for columns");
  }

  has(kind: DatedKind): boolean {
    return shardsOf(this.manifest, kind).length > 0;
  }

  #load<K extends keyof ColumnsOf>(kind: K, stored: StoredShard): Promise<ColumnsOf[K]> {
    const { shard, need } = stored;
    return this.#cache.get(need.key, async () => {
      const bytes = await this.#bytesOf(stored);
      if ((await sha256Of(bytes)) !== shard.sha256) throw new DamagedShard(`shard ${shard.name} has another checksum`);
      return decodeShard(kind, shard, bytes);
    });
  }

  async #bytesOf({ shard, need, packed }: StoredShard): Promise<ArrayBuffer> {
    if (!packed) return this.#read(need.key);
    const { pack, from } = packed;
    const key = shardKey(this.manifest.tenant_id, this.manifest.snapshot_id, pack.name);
    // Shards that are loaded side by side share one read. The pack itself is not kept: its shards are.
    const bytes = await this.#cache.get(key, async () => ({
      value: await this.#read(key),
      bytes: Number.POSITIVE_INFINITY,
    }));
    return bytes.slice(from, from + shard.bytes);
  }

  async #read(key: string): Promise<ArrayBuffer> {
    const bytes = await this.#store.get(key, "arrayBuffer");
    if (!bytes) throw new DamagedShard(`${key} is not stored`);
    return bytes;
  }
}

function parseManifest(bytes: ArrayBuffer, tenantId: string, snapshotId: string): Manifest {
  const manifest = Manifest.parse(JSON.parse(new TextDecoder().decode(bytes)));
  if (manifest.tenant_id !== tenantId || manifest.snapshot_id !== snapshotId) {
    throw new DamagedShard(
      `manifest of ${tenantId}/${snapshotId} tells of ${manifest.tenant_id}/${manifest.snapshot_id}`,
    );
  }
  return manifest;
}
