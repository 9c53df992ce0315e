import { expect, test } from "vitest";
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
