import { expect, test } from "vitest";
import { demo } from "#contracts/demo.ts";
import { Problem } from "#contracts/problem.ts";
import { app, ownerOf } from "./client.ts";

const [first, second] = app.ready.tenants;

async function problemOf(response: Response): Promise<Problem> {
  expect(response.headers.get("content-type")).toContain("application/problem+json");
  return Problem.parse(await response.json());
}

test("without sign-in every door says 401", async () => {
  for (const path of ["/api/metrics/combined/", "/api/me/", "/api/airbyte/telemetry/"]) {
    const response = await fetch(app.ready.url + path);
    expect(response.status).toBe(401);
    expect((await problemOf(response)).request_id).toBe(response.headers.get("x-request-id"));
  }
});

test("another tenant's snapshot is not there", async () => {
  const theirs = await (await ownerOf(second!.id)).combined({});
  const response = await (await ownerOf(first!.id)).get(`/api/metrics/combined/?snapshot=${theirs.snapshot_id}`);
  expect(response.status).toBe(404);
  expect((await problemOf(response)).type).toContain("not-found");
});

test("the demo dataset is the same for everybody, marked, and nobody's", async () => {
  const owners = await Promise.all([first!, second!].map(({ id }) => ownerOf(id)));
  const [one, other] = await Promise.all(owners.map((owner) => owner.combined({ dataset: "demo" })));
  for (const answer of [one!, other!])
    expect(answer).toMatchObject({ dataset: "demo", snapshot_id: demo.snapshotId, period: { endDate: demo.lastDay } });
  expect(one!.campaign).toEqual(other!.campaign);
  expect(one!.campaign.summary.totalSpend).toBeCloseTo(
    one!.campaign.rows.reduce((sum, { spend }) => sum + spend, 0),
    4,
  );
  expect(one!.campaign.rows.length).toBeGreaterThan(10);
  const own = await owners[0]!.combined({});
  expect(own.dataset).toBe("warehouse");
  expect(own.snapshot_id).not.toBe(demo.snapshotId);
});

test("another tenant cannot be signed in to or switched to", async () => {
  const body = JSON.stringify({ email: first!.email, password: first!.password, tenant_id: second!.id });
  const headers = { "content-type": "application/json" };
  const response = await fetch(`${app.ready.url}/api/auth/login/`, { method: "POST", headers, body });
  expect(response.status).toBe(404);
  await problemOf(response);
});

test("an unknown parameter is named", async () => {
  const response = await (await ownerOf(first!.id)).get("/api/metrics/combined/?start_date=2026-02-30&colour=blue");
  expect(response.status).toBe(400);
  expect((await problemOf(response)).errors?.map(({ field }) => field)).toEqual(
    expect.arrayContaining(["start_date", "colour"]),
  );
});
