import { expect, test } from "vitest";
import { ByteCache } from "./byte-cache.ts";
import { manifestKey, shardKey } from "./keys.ts";
import { SnapshotReader } from "./reader.ts";
import { type Fact, memoryStore, storeWorld, type World } from "./world.fixture.ts";

const id = "0190b3f0-0000-7000-8000-000000000001";

const fact = (date: string): Fact => ({
  date,
  campaign: 0,
  item: 0,
  settled: true,
  values: {
    impressions: 1,
    clicks: 0,
    spend_micros: 2,
    account_spend_micros: 2,
    conversions_micros: 0,
    value_micros: 0,
  },
});

const world: World = {
  campaigns: [{ id: "c1", platform: "meta", name: "One" }],
  ads: [{ id: "a1", campaign: 0, name: "Ad" }],
  regions: [],
  budgets: [],
  performance: ["2026-01-31", "2026-02-01", "2026-03-01"].map(fact),
  regionPerformance: [],
  coverage: { start_date: "2026-01-31", end_date: "2026-03-01" },
  sources: [],
};

const open = async (budget: number, tenantId = "acme") => {
  const stored = await storeWorld(world, "acme", id);
  const store = memoryStore(stored);
  return { stored, store, snapshot: await new SnapshotReader(store, tenantId, new ByteCache(budget)).open(id) };
};

test("reads only the months that the question touches, and each once", async () => {
  const { store, snapshot } = await open(1e6);
  await Promise.all([1, 2].map(() => snapshot?.dated("performance", "2026-01-15", "2026-02-28")));
  const months = await snapshot?.dated("performance", "2026-01-15", "2026-02-28");
  expect(months?.map((facts) => facts.rows)).toEqual([1, 1]);
  expect(store.reads.filter((key) => key.includes("performance"))).toEqual([
    shardKey("acme", id, "performance-2026-01"),
    shardKey("acme", id, "performance-2026-02"),
  ]);
});

test("reads again what the budget did not let it keep", async () => {
  const { store, snapshot } = await open(1);
  await snapshot?.dimension("campaigns");
  await snapshot?.dimension("campaigns");
  expect(store.reads.filter((key) => key.endsWith("/campaigns"))).toHaveLength(2);
});

/** The same world with some of its shards in one pack. */
async function openPacked(shards: string[], damage = (_bytes: Uint8Array) => {}) {
  const { manifest, values } = await storeWorld(world, "acme", id);
  const bytes = new Uint8Array(Buffer.concat(shards.map((name) => values.get(shardKey("acme", id, name))!)));
  damage(bytes);
  const packs = [{ name: "pack-rollups", shards, bytes: bytes.length, sha256: "0".repeat(64) }];
  const packed = new Map(values);
  for (const name of shards) packed.delete(shardKey("acme", id, name));
  packed.set(shardKey("acme", id, "pack-rollups"), bytes);
  packed.set(manifestKey("acme", id), new TextEncoder().encode(JSON.stringify({ ...manifest, packs })));
  const store = memoryStore({ manifest, values: packed });
  return { store, snapshot: await new SnapshotReader(store, "acme", new ByteCache(1e6)).open(id) };
}

test("shards of a pack that are asked for side by side take one read, and are what they are on their own", async () => {
  const { store, snapshot } = await openPacked(["campaigns", "ads", "performance-2026-01"]);
  const read = await Promise.all([
    snapshot!.dimension("campaigns"),
    snapshot!.dimension("ads"),
    snapshot!.dated("performance", "2026-01-01", "2026-02-28"),
  ]);
  expect(store.reads.map((key) => key.split("/").at(-1))).toEqual(["manifest", "pack-rollups", "performance-2026-02"]);
  const alone = (await open(1e6)).snapshot!;
  expect(read).toEqual([
    await alone.dimension("campaigns"),
    await alone.dimension("ads"),
    await alone.dated("performance", "2026-01-01", "2026-02-28"),
  ]);
});

test("refuses a shard whose bytes are not those that were written", async () => {
  const { snapshot } = await openPacked(["campaigns", "ads"]);
  expect((await snapshot!.dimension("campaigns")).rows).toBe(1);
  const flipped = await openPacked(["campaigns"], (bytes) => bytes.set([bytes[100]! ^ 1], 100));
  await expect(flipped.snapshot!.dimension("campaigns")).rejects.toThrow("campaigns has another checksum");
});

test("has nothing for another tenant", async () => {
  expect((await open(1e6, "other")).snapshot).toBeNull();
});

test("empty shards are readable", async () => {
  const { snapshot } = await open(1e6);
  expect(await snapshot?.dimension("budgets")).toMatchObject({ rows: 0, monthlyMicros: new Float64Array(0) });
});

test("refuses a shard whose rows are not those of the manifest", async () => {
  const { stored } = await open(1e6);
  stored.manifest.shards.find(({ name }) => name === "campaigns")!.rows = 2;
  const values = new Map(stored.values);
  values.set(`snap/acme/${id}/manifest`, new TextEncoder().encode(JSON.stringify(stored.manifest)));
  const snapshot = await new SnapshotReader(memoryStore({ ...stored, values }), "acme", new ByteCache(1e6)).open(id);
  await expect(snapshot!.dimension("campaigns")).rejects.toThrow("campaigns has 1 rows, its manifest says 2");
});
