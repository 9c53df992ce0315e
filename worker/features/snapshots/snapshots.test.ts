import { beforeAll, beforeEach, expect, test } from "vitest";
import { listSnapshots, readSnapshot, SnapshotView } from "#contracts/snapshots.ts";
import { collectAll } from "../../jobs/collect-all.ts";
import { createTenant, member, signIn, type TestSession } from "../../testing/factories.ts";
import { startApp } from "../../testing/harness.ts";
import { publishWorld } from "../metrics/publish.fixture.ts";
import { collectSnapshots } from "./collect.job.ts";
import { snapshotPrefix } from "./keys.ts";
import type { World } from "./world.fixture.ts";

const app = startApp();
const day = 86_400_000;
let owner: TestSession;
let viewer: TestSession;

const worldOf = (spend: number): World => ({
  campaigns: [{ id: "c1", platform: "meta", name: "Summer" }],
  ads: [{ id: "a1", campaign: 0, name: "Ad 1" }],
  regions: [],
  budgets: [],
  performance: [
    {
      date: "2026-03-01",
      campaign: 0,
      item: 0,
      settled: false,
      values: {
        impressions: 100,
        clicks: 1,
        spend_micros: spend,
        account_spend_micros: spend,
        conversions_micros: 0,
        value_micros: 0,
      },
    },
  ],
  regionPerformance: [],
  coverage: { start_date: "2026-03-01", end_date: "2026-03-01" },
  sources: [],
});

beforeAll(async () => {
  for (const id of ["acme", "other"])
    await createTenant(app, id, { members: [member(`owner@${id}.test`), member(`viewer@${id}.test`, "viewer")] });
});

async function enter() {
  owner = await signIn(app, "owner@acme.test");
  viewer = await signIn(app, "viewer@acme.test");
}
beforeEach(enter);

const send = (method: string, path: string, who = owner, body?: unknown) =>
  app.fetch(path, {
    method,
    headers: { ...who.bearer, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
const publish = (spend = 1_000_000) => publishWorld(app, "acme", worldOf(spend));
const keysOf = async (id: string) => (await app.env.SNAPSHOTS.list({ prefix: snapshotPrefix("acme", id) })).keys.length;
const collect = (tenantId = "acme") =>
  collectSnapshots.run({ tenant_id: tenantId } as never, { ...app.services, log: app.services.log });
const list = async (query = "") =>
  listSnapshots.output!.parse(await (await send("GET", `/api/snapshots/${query}`)).json());
const pin = async (id: string, body: object = {}) =>
  SnapshotView.parse(await (await send("PUT", `/api/snapshots/${id}/pin/`, owner, body)).json());

test("a list says why each is kept, page by page; pins are told in it and in the audit log", async () => {
  const older = await publish();
  const newer = await publish();
  await enter();
  expect(await pin(older, { note: "For Ann" })).toMatchObject({
    id: older,
    kept: "pinned",
    pins: [{ holder: "person", note: "For Ann" }],
  });
  expect((await pin(older)).pins).toHaveLength(1);
  const first = await list("?limit=1");
  expect(first.snapshots).toMatchObject([{ id: newer, kept: "current", pins: [] }]);
  expect(first.snapshots[0]!.bytes).toBeGreaterThanOrEqual(0);
  const next = await list(`?limit=1&cursor=${first.next_cursor}`);
  expect(next.snapshots).toMatchObject([{ id: older, kept: "pinned" }]);

  const detail = readSnapshot.output!.parse(await (await send("GET", `/api/snapshots/${older}/`)).json());
  expect(detail).toMatchObject({ coverage: { startDate: "2026-03-01" }, rows: { campaigns: 1, performance: 1 } });
  const unpinned = SnapshotView.parse(await (await send("DELETE", `/api/snapshots/${older}/pin/`)).json());
  expect(unpinned).toMatchObject({ kept: "recent", pins: [] });
  const audit = await (await send("GET", "/api/audit-log/")).text();
  expect(audit.match(/"snapshot.pinned"/g)).toHaveLength(1);
  expect(audit.match(/"snapshot.unpinned"/g)).toHaveLength(1);
});

test("only who may keep snapshots pins them, and only a tenant's own", async () => {
  const id = await publish();
  await enter();
  expect((await send("GET", `/api/snapshots/${id}/`, viewer)).status).toBe(200);
  expect((await send("PUT", `/api/snapshots/${id}/pin/`, viewer, {})).status).toBe(403);
  const stranger = await signIn(app, "owner@other.test");
  for (const [method, path] of [
    ["GET", ""],
    ["PUT", "pin/"],
    ["DELETE", "pin/"],
  ] as const)
    expect(
      (await send(method, `/api/snapshots/${id}/${path}`, stranger, method === "PUT" ? {} : undefined)).status,
    ).toBe(404);
  expect((await send("GET", "/api/snapshots/not-an-id/")).status).toBe(400);
});

test("neither the current nor a pinned snapshot goes, though it was decided before that it should", async () => {
  const [old, pinned, current] = [await publish(), await publish(), await publish()];
  await enter();
  await pin(pinned);
  const { snapshots } = app.services.openTenant("acme");
  expect(await snapshots.expire([old, pinned, current])).toBe(1);
  expect(await snapshots.pin(old, "report:1", null, { action: "snapshot.pinned" } as never)).toBe(false);
  await collect();
  expect([await keysOf(old), await keysOf(pinned), await keysOf(current)].map((count) => count > 0)).toEqual([
    false,
    true,
    true,
  ]);
});

test("killed between any two steps, the next collection comes to the same end", async () => {
  const [old] = [await publish(), await publish()];
  const { snapshots } = app.services.openTenant("acme");
  await snapshots.expire([old]);
  const { keys } = await app.env.SNAPSHOTS.list({ prefix: snapshotPrefix("acme", old) });
  await app.env.SNAPSHOTS.delete(keys[0]!.name);
  await app.env.SNAPSHOTS.put(`${snapshotPrefix("acme", old)}never-noted`, "x");
  await collect();
  expect(await keysOf(old)).toBe(0);
  expect(await snapshots.collectable(app.clock(), 100)).not.toContain(old);
  await collect();
});

test("what a lost run had put is collected an hour after it was abandoned, not before", async () => {
  const tenant = app.services.openTenant("acme");
  await tenant.transforms.request();
  app.pass(600_000);
  const lease = await app.services.system.leases.take("test");
  await app.env.SNAPSHOTS.put(`${snapshotPrefix("acme", lease!.snapshotId)}performance-2026-03`, "x");
  await tenant.transforms.failForData(lease!, "a test says no");
  await collect();
  expect(await keysOf(lease!.snapshotId)).toBe(1);
  app.pass(3_700_000);
  await collect();
  expect(await keysOf(lease!.snapshotId)).toBe(0);
});

test("the hourly chores ask for every tenant that has something to let go", async () => {
  app.pass(2 * day);
  await publish();
  const sent: unknown[] = [];
  const jobs = { sendBatch: async (batch: Iterable<unknown>) => void sent.push(...batch) } as never;
  await collectAll({ ...app.services, jobs, log: app.services.log });
  expect(sent).toEqual([
    { body: { id: expect.any(String), job: "snapshots.collect", payload: { tenant_id: "acme" } }, delaySeconds: 0 },
  ]);
});

test("a pinned snapshot answers the same bytes a month and thirty publications later; one that nobody keeps is gone", async () => {
  await enter();
  const body = { name: "Long", capabilities: ["metrics.read"], expires_in_days: 365 };
  const { secret } = (await (await send("POST", "/api/keys/", owner, body)).json()) as { secret: string };
  // People are signed in for less than the time that passes here.
  const slice = (id: string) =>
    app.fetch(`/api/metrics/combined/?snapshot=${id}&compare=previous_period`, {
      headers: { authorization: `Bearer ${secret}` },
    });
  const [first, second, third] = [await publish(1_000_001), await publish(2), await publish(3)];
  await enter();
  await pin(first, { note: "Board of March" });
  const before = await (await slice(first)).text();
  expect(JSON.parse(before)).toMatchObject({ campaign: { summary: { totalSpend: 1.000001 } } });
  for (let count = 0; count < 30; count += 1) {
    app.pass(day);
    await publish(count);
    await collect();
  }
  expect(await (await slice(first)).text()).toBe(before);
  // The last one of its day stays for 90 days, the other had nobody to keep it.
  expect((await slice(third)).status).toBe(200);
  expect((await slice(second)).status).toBe(404);
  expect(await keysOf(second)).toBe(0);
  expect(await keysOf(third)).toBeGreaterThan(0);
  app.pass(90 * day);
  await publish();
  await collect();
  expect((await slice(third)).status).toBe(404);
  expect(await keysOf(third)).toBe(0);
  expect(await (await slice(first)).text()).toBe(before);
});
