import { type Manifest, type Measure, type RollUpKind, storedValues } from "#contracts/snapshot.ts";

interface ReadFacts {
  readonly rows: number;
  readonly day: Int32Array;
  readonly campaign: Int32Array;
  readonly item: Int32Array;
  readonly settled: Uint8Array;
  readonly measures: Readonly<Record<Measure, Float64Array>>;
}

interface ReadPlaces {
  readonly rows: number;
  readonly day: Int32Array;
  readonly campaign: Int32Array;
  readonly regions: Int32Array[];
}

interface ReadDimensions {
  readonly campaigns: {
    readonly id: string[];
    readonly platform: string[];
    readonly foldedName: string[];
    readonly status: string[];
    readonly startDay: (number | null)[];
  };
  readonly ads: {
    readonly id: string[];
    readonly name: string[];
    readonly campaign: Int32Array;
    readonly thumbnailUrl: (string | null)[];
  };
  readonly regions: { readonly code: string[] };
  readonly budgets: { readonly id: string[]; readonly monthlyMicros: Float64Array; readonly endDay: Int32Array };
}

export interface ReadSnapshot {
  dimension<K extends keyof ReadDimensions>(kind: K): Promise<ReadDimensions[K]>;
  dated(kind: Exclude<RollUpKind, "campaign_places">, from: string, to: string): Promise<ReadFacts[]>;
  dated(kind: "performance" | "region_performance", from: string, to: string): Promise<ReadFacts[]>;
  dated(kind: "campaign_places", from: string, to: string): Promise<ReadPlaces[]>;
}

interface ReaderModule {
  readonly SnapshotReader: new (
    store: { get(key: string): Promise<ArrayBuffer | null> },
    tenantId: string,
  ) => { open(snapshotId: string): Promise<ReadSnapshot | null> };
}

interface KeysModule {
  manifestKey(tenantId: string, snapshotId: string): string;
  shardKey(tenantId: string, snapshotId: string, name: string): string;
}

/**
 * The Worker's own reader over shards of a folder, for tests of what is written against what is read. Loaded by address: the two runtimes
 * are separate TypeScript projects that share only the contracts.
 */
export async function openForTest(
  manifest: Manifest,
  shard: (name: string) => Promise<Uint8Array>,
): Promise<ReadSnapshot> {
  const room = new URL("../../worker/features/snapshots/", import.meta.url);
  const { SnapshotReader }: ReaderModule = await import(new URL("reader.ts", room).href);
  const { manifestKey, shardKey }: KeysModule = await import(new URL("keys.ts", room).href);
  const { tenant_id: tenantId, snapshot_id: snapshotId } = manifest;
  const stored = new Map<string, () => Promise<Uint8Array>>([
    [manifestKey(tenantId, snapshotId), async () => new TextEncoder().encode(JSON.stringify(manifest))],
    ...storedValues(manifest).map(({ name }) => [shardKey(tenantId, snapshotId, name), () => shard(name)] as const),
  ]);
  const store = {
    get: async (key: string) => {
      const bytes = await stored.get(key)?.();
      return bytes ? (new Uint8Array(bytes).buffer as ArrayBuffer) : null;
    },
  };
  const snapshot = await new SnapshotReader(store, tenantId).open(snapshotId);
  if (!snapshot) throw new Error(`snapshot ${snapshotId} cannot be opened`);
  return snapshot;
}
