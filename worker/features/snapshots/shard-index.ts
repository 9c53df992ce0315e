import type { Manifest, Pack, Shard, ShardKind } from "#contracts/snapshot.ts";
import type { Need } from "./byte-cache.ts";
import { shardKey } from "./keys.ts";
import { sizeOf } from "./shard-size.ts";

/** A shard with where its bytes are. */
export interface StoredShard {
  readonly shard: Shard;
  /** Of its columns, once they are loaded. */
  readonly need: Need;
  /** The pack that it lies in, and from which byte on. */
  readonly packed: { readonly pack: Pack; readonly from: number } | null;
}

type ShardIndex = ReadonlyMap<ShardKind, readonly StoredShard[]>;

const made = new WeakMap<Manifest, ShardIndex>();

/** The shards of each kind, oldest first; made once a manifest, as every question asks for many of some hundreds. */
export function shardsOf(manifest: Manifest, kind: ShardKind): readonly StoredShard[] {
  const index = made.get(manifest) ?? indexOf(manifest);
  made.set(manifest, index);
  return index.get(kind) ?? [];
}

function indexOf(manifest: Manifest): ShardIndex {
  const packs = placesInPacks(manifest);
  const stored = manifest.shards.map((shard) => ({
    shard,
    need: { key: shardKey(manifest.tenant_id, manifest.snapshot_id, shard.name), bytes: sizeOf(shard) },
    packed: packs.get(shard.name) ?? null,
  }));
  return Map.groupBy(
    stored.sort((a, b) => (a.shard.name < b.shard.name ? -1 : 1)),
    ({ shard }) => shard.kind,
  );
}

function placesInPacks({ packs = [], shards }: Manifest): Map<string, { pack: Pack; from: number }> {
  const bytesOf = new Map<string, number>(shards.map(({ name, bytes }) => [name, bytes]));
  const places = new Map<string, { pack: Pack; from: number }>();
  for (const pack of packs) {
    let from = 0;
    for (const name of pack.shards) {
      places.set(name, { pack, from });
      from += bytesOf.get(name) ?? 0;
    }
  }
  return places;
}
