import { beforeAll, expect, test } from "vitest";
import { demo } from "#contracts/demo.ts";
import { Combined } from "#contracts/metrics.ts";
import type { Problem } from "#contracts/problem.ts";
import { createTenant, member, signIn, type TestSession } from "../../testing/factories.ts";
import { startApp } from "../../testing/harness.ts";
import { storeWorld, type World } from "../snapshots/world.fixture.ts";
import { publishWorld } from "./publish.fixture.ts";

const worldOf = (spend: number): World => ({
  campaigns: ["One", "Two"].map((name, at) => ({ id: `c${at}`, platform: "meta", name })),
  ads: [{ id: "a1", campaign: 0, name: "Ad" }],
  regions: [],
  budgets: [],
  performance: [0, 1].map((campaign) => ({
    date: "2026-03-01",
    campaign,
    item: 0,
    settled: true,
    values: {
      impressions: 1,
      clicks: 1,
      spend_micros: spend,
      account_spend_micros: spend,
      conversions_micros: 0,
      value_micros: 0,
    },
  })),
  regionPerformance: [],
  coverage: { start_date: "2026-03-01", end_date: "2026-03-01" },
  sources: [{ platform: "meta", last_extracted_at: null, data_through: "2026-03-01", settled_until: "2026-03-01" }],
});

const files = new Map<string, Uint8Array>();
/** The page's files; for any other the page itself, as a single-page application is served. */
const assets = {
  fetch: async (url: string) => {
    const file = files.get(new URL(url).pathname);
    if (!file) return new Response("<!doctype html>", { headers: { "content-type": "text/html; charset=utf-8" } });
    return new Response(file);
  },
} as unknown as Fetcher;
const app = startApp({ env: { ASSETS: assets } });
let owner: TestSession;

const ask = (path: string) => app.fetch(path, { headers: owner.bearer });
async function combined(query: string): Promise<Combined> {
  const response = await ask(`/api/metrics/combined/${query}`);
  expect(response.status, await response.clone().text()).toBe(200);
  return Combined.parse(await response.json());
}

beforeAll(async () => {
  await createTenant(app, "acme", { label: "Acme", members: [member("owner@acme.test")] });
  owner = await signIn(app, "owner@acme.test");
});

test("is not there unless the page's files have it", async () => {
  const response = await ask("/api/metrics/combined/?dataset=demo");
  expect(response.status).toBe(503);
  expect(((await response.json()) as Problem).detail).toContain("demo dataset is not among the page's files");
});

test("is shown only to who asks for it, says so, and is never the tenant's", async () => {
  for (const [key, bytes] of (await storeWorld(worldOf(5_000_000), demo.tenantId, demo.snapshotId)).values)
    files.set(`/demo/${key.split("/").at(-1)}`, bytes);
  expect(await combined("")).toMatchObject({ dataset: "warehouse", snapshot_id: null, status: "missing" });
  expect(await combined("?dataset=demo")).toMatchObject({
    dataset: "demo",
    tenant_id: "acme",
    snapshot_id: demo.snapshotId,
    status: "ok",
    status_reason: "Demo data: none of these numbers are of Acme",
    campaign: { summary: { totalSpend: 10 } },
  });

  const own = await publishWorld(app, "acme", worldOf(1_000_000));
  owner = await signIn(app, "owner@acme.test");
  expect(await combined("?dataset=warehouse")).toMatchObject({
    dataset: "warehouse",
    snapshot_id: own,
    campaign: { summary: { totalSpend: 2 } },
  });
  expect(await combined("?dataset=demo")).toMatchObject({ campaign: { summary: { totalSpend: 10 } } });

  const mixed = await ask(`/api/metrics/combined/?dataset=demo&snapshot=${own}`);
  expect(mixed.status).toBe(400);
  expect(((await mixed.json()) as Problem).errors?.map(({ field }) => field)).toEqual(["snapshot"]);
  expect((await ask(`/api/metrics/combined/?snapshot=${demo.snapshotId}`)).status).toBe(404);
});

test("lists and files are of it, too, and pages stay with it", async () => {
  const page = await ask("/api/metrics/campaigns/?dataset=demo&limit=1");
  const first = (await page.json()) as { dataset: string; totals: { spend: number }; next_cursor: string };
  expect(first).toMatchObject({ dataset: "demo", totals: { spend: 10 }, total_rows: 2 });
  const next = await ask(`/api/metrics/campaigns/?dataset=demo&limit=1&cursor=${first.next_cursor}`);
  expect(await next.json()).toMatchObject({ dataset: "demo", rows: [{ id: "c1", spend: 5 }], next_cursor: null });
  // A cursor of the demo's first page asks nobody's warehouse for the second.
  expect((await ask(`/api/metrics/campaigns/?limit=1&cursor=${first.next_cursor}`)).status).toBe(404);

  const file = await ask("/api/metrics/export.csv?dataset=demo&level=campaign");
  expect(file.headers.get("content-disposition")).toContain("adinsights-demo-campaign");
  expect(await file.text()).toContain("c0");
});
