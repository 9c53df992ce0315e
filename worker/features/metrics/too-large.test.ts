import { beforeAll, expect, test } from "vitest";
import type { Problem } from "#contracts/problem.ts";
import { Manifest } from "#contracts/snapshot.ts";
import { testEnv } from "../../testing/environment.ts";
import { createTenant, member, signIn, type TestSession } from "../../testing/factories.ts";
import { startApp } from "../../testing/harness.ts";
import { ByteCache } from "../snapshots/byte-cache.ts";
import { manifestKey } from "../snapshots/keys.ts";
import { columnBudget, SnapshotReader } from "../snapshots/reader.ts";
import { type Fact, memoryStore, storeWorld, type World } from "../snapshots/world.fixture.ts";
import { publishWorld } from "./publish.fixture.ts";

const app = startApp();
let owner: TestSession;

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
  regions: [{ code: "R1", name: "Kingston" }],
  budgets: [],
  performance: ["2026-01-30", "2026-01-31", "2026-02-01"].map(fact),
  regionPerformance: ["2026-01-30", "2026-01-31", "2026-02-01"].map(fact),
  coverage: { start_date: "2026-01-30", end_date: "2026-02-01" },
  sources: [],
};

/** A month of ads that would take 60 MB, by what its manifest says: it is refused before a byte of it is read. */
const million = 1_000_000;

beforeAll(async () => {
  await createTenant(app, "acme", { members: [member("owner@acme.test")] });
  const key = manifestKey("acme", await publishWorld(app, "acme", world));
  const manifest = Manifest.parse(JSON.parse((await testEnv.SNAPSHOTS.get(key))!));
  for (const shard of manifest.shards) if (shard.name === "performance-2026-01") shard.rows = million;
  await testEnv.SNAPSHOTS.put(key, JSON.stringify(manifest));
  owner = await signIn(app, "owner@acme.test");
});

const send = (path: string) => app.fetch(`/api/metrics/${path}`, { headers: owner.bearer });
const days = "start_date=2026-01-31&end_date=2026-01-31";

test("what does not fit into an isolate is refused with what to narrow", async () => {
  for (const path of [`combined/?${days}`, `ads/?${days}`, `export.csv?${days}&level=ad`]) {
    const response = await send(path);
    expect(response.status, path).toBe(422);
    const problem = (await response.json()) as Problem;
    expect(problem).toMatchObject({ type: "/problems/query-too-large", status: 422 });
    expect(problem.errors).toEqual([
      {
        field: "start_date",
        message: expect.stringMatching(
          /^asks for 63 MB of columns, and 48 MB fit; ask for fewer days, .* without creative$/,
        ),
      },
    ]);
  }
});

test("the narrower question is answered, and so is what sums are kept of", async () => {
  for (const path of [`combined/?${days}&sections=campaign`, `campaigns/?${days}`, "combined/?start_date=2026-02-01"])
    expect((await send(path)).status, path).toBe(200);
});

test("the columns of fifty tenants stay within the budget of an isolate, and each gets its own", async () => {
  const id = "0190b3f0-0000-7000-8000-000000000001";
  const cache = new ByteCache(20_000);
  for (let round = 0; round < 3; round++)
    for (let tenant = 0; tenant < 50; tenant++) {
      const own = { ...world, campaigns: [{ id: `c${tenant}`, platform: "meta" as const, name: `Of ${tenant}` }] };
      const stored = await storeWorld(own, `t${tenant}`, id);
      const snapshot = (await new SnapshotReader(memoryStore(stored), `t${tenant}`, cache).open(id))!;
      const needs = [...snapshot.needs("campaigns"), ...snapshot.needs("performance")];
      const { name } = await snapshot.holding(needs, () => snapshot.dimension("campaigns"));
      expect(name).toEqual([`Of ${tenant}`]);
      await snapshot.dated("performance", "2026-01-01", "2026-02-28");
      expect(cache.bytes).toBeLessThanOrEqual(20_000);
    }
  expect(columnBudget).toBe(48 * 2 ** 20);
});
