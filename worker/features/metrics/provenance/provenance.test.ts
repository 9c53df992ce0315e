import { expect, test } from "vitest";
import { Provenance } from "#contracts/metric-provenance.ts";
import { connection, createTenant, member, signIn } from "../../../testing/factories.ts";
import { startApp } from "../../../testing/harness.ts";
import type { Fact, World } from "../../snapshots/world.fixture.ts";
import { publishWorld } from "../publish.fixture.ts";

const app = startApp();
const fact = (date: string): Fact => ({
  date,
  campaign: 0,
  item: 0,
  settled: true,
  values: {
    impressions: 1,
    clicks: 1,
    spend_micros: 1,
    account_spend_micros: 1,
    conversions_micros: 1,
    value_micros: 1,
  },
});
const source = (platform: "meta" | "tiktok") => ({
  platform,
  last_extracted_at: "2026-03-02T10:00:00.000Z",
  data_through: "2026-03-02",
  settled_until: "2026-02-20",
});
const world: World = {
  campaigns: [{ id: "c1", platform: "meta", name: "Summer" }],
  ads: [{ id: "a1", campaign: 0, name: "Ad" }],
  regions: [],
  budgets: [],
  performance: [fact("2026-01-31"), fact("2026-03-02")],
  regionPerformance: [],
  coverage: { start_date: "2026-01-31", end_date: "2026-03-02" },
  sources: [source("meta"), source("tiktok")],
};

test("a number's origin: the syncs that were done by then, the transform, its tests, and the bytes", async () => {
  await createTenant(app, "acme", {
    members: [member("owner@acme.test")],
    connections: [connection("meta-1"), connection("meta-2"), connection("tiktok-1", { platform: "tiktok" })],
  });
  const synced = (id: string, connectionId: string, finishedAt: number, status = "succeeded") =>
    app.env.DB.prepare(
      "insert into runs (tenant_id, id, kind, status, connection_id, attempt, due_at, created_at, finished_at, rows, airbyte_job_id) values ('acme', ?, 'sync', ?, ?, 1, 0, 0, ?, 42, '7')",
    ).bind(id, status, connectionId, finishedAt);
  const before = app.clock();
  await app.env.DB.batch([
    synced("old", "meta-1", before - 9_000),
    synced("newest", "meta-1", before - 5_000),
    synced("failed", "meta-1", before - 1_000, "failed"),
    synced("later", "meta-2", before + 3_600_000),
  ]);
  const first = await publishWorld(app, "acme", world);
  const second = await publishWorld(app, "acme", { ...world, coverage: null, performance: [] });
  const owner = await signIn(app, "owner@acme.test");
  const send = (query: string) => app.fetch(`/api/metrics/provenance/${query}`, { headers: owner.bearer });
  const ask = async (query: string) => {
    const response = await send(query);
    expect(response.status, await response.clone().text()).toBe(200);
    return Provenance.parse(await response.json());
  };

  const answer = await ask(`?snapshot=${first}&start_date=2026-02-01&end_date=2026-03-31`);
  expect(answer).toMatchObject({
    snapshot_id: first,
    period: { startDate: "2026-02-01", endDate: "2026-03-31" },
    transform: { attempt: 1 },
    dbt: { tests: { error: 0 } },
    sources: [
      {
        platform: "meta",
        settled_until: "2026-02-20",
        connections: [
          { id: "meta-1", sync: { run_id: "newest", rows: 42, airbyte_job_id: "7" } },
          { id: "meta-2", sync: null },
        ],
      },
      { platform: "tiktok", connections: [{ id: "tiktok-1", sync: null }] },
    ],
  });
  expect(answer.shards.map(({ name, rows }) => [name, rows])).toEqual([["performance-2026-03", 1]]);
  expect(answer.shards[0]!.sha256).toMatch(/^[0-9a-f]{64}$/);
  expect((await ask(`?snapshot=${first}&platforms=tiktok`)).sources.map(({ platform }) => platform)).toEqual([
    "tiktok",
  ]);
  expect(await ask("")).toMatchObject({ snapshot_id: second, period: null, shards: [] });

  expect((await send("?snapshot=0190b3f0-0000-7000-8000-000000000009")).status).toBe(404);
  expect((await send("?colour=blue")).status).toBe(400);
  await createTenant(app, "other", { members: [member("owner@other.test")] });
  const stranger = await signIn(app, "owner@other.test");
  const theirs = await app.fetch(`/api/metrics/provenance/?snapshot=${first}`, { headers: stranger.bearer });
  expect(theirs.status).toBe(404);
});
