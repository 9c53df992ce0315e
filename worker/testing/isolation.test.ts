import { beforeAll, describe, expect, test } from "vitest";
import { capabilitiesOf, type Role } from "#contracts/capabilities.ts";
import type { Endpoint } from "#contracts/endpoint.ts";
import { endpoints } from "#contracts/index.ts";
import { Problem } from "#contracts/problem.ts";
import { complete } from "../http/app.ts";
import { routes } from "../routes.ts";
import { connection, createTenant, member, signIn, type TestSession } from "./factories.ts";
import { origin, startApp } from "./harness.ts";
import { forged, internalToken } from "./tokens.ts";

const app = startApp();
const all = Object.values(endpoints) as Endpoint[];
const guarded = all.filter((endpoint) => endpoint.access !== "public");
const machine = (endpoint: Endpoint) => endpoint.access === "runner" || endpoint.access === "operator";

let owner: TestSession;
let viewer: TestSession;

beforeAll(async () => {
  await createTenant(app, "mine", { members: [member("owner@mine.test"), member("viewer@mine.test", "viewer")] });
  await createTenant(app, "theirs", { members: [member("owner@theirs.test")] });
  owner = await signIn(app, "owner@mine.test");
  viewer = await signIn(app, "viewer@mine.test");
});

/** Some path of the endpoint; every door is tried before what is behind it is looked at. */
const pathOf = (endpoint: Endpoint) => endpoint.path.replaceAll(/\{\w+\}/g, "theirs");

async function call(endpoint: Endpoint, headers: HeadersInit): Promise<Response> {
  const method = endpoint.method.toUpperCase();
  if (method === "GET") return app.fetch(pathOf(endpoint), { method, headers });
  return app.send(method, pathOf(endpoint), {}, headers);
}

async function expectProblem(response: Response, status: number): Promise<void> {
  const text = await response.text();
  expect(response.status, text).toBe(status);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const problem = Problem.parse(JSON.parse(text));
  expect(problem.status).toBe(status);
  expect(problem.request_id).toBe(response.headers.get("x-request-id"));
}

test("every endpoint of the contracts has a handler, once, or nothing starts", () => {
  expect(routes).toHaveLength(all.length);
  expect(() => complete(routes.slice(1))).toThrow(`No handler for ${routes[0]!.endpoint.name}`);
  expect(() => complete([...routes, routes[0]!])).toThrow(`More than one handler for ${routes[0]!.endpoint.name}`);
});

describe.each(guarded.map((endpoint) => [endpoint.name, endpoint] as const))("%s", (_, endpoint) => {
  test("without credentials: 401", async () => {
    await expectProblem(await call(endpoint, {}), 401);
    await expectProblem(await call(endpoint, { origin }), 401);
  });

  test("with credentials that are none: 401", async () => {
    for (const authorization of ["Bearer", "Bearer x.y.z", "Basic YTpi", "bearer "]) {
      await expectProblem(await call(endpoint, { authorization }), 401);
    }
    await expectProblem(await call(endpoint, { cookie: "__Secure-adinsights.session_token=abc.def", origin }), 401);
  });

  test("with an expired or forged token: 401", async () => {
    const scope = endpoint.access === "operator" ? "operator" : "runner";
    const good = machine(endpoint) ? await internalToken(app, scope) : owner.access;
    await expectProblem(await call(endpoint, { authorization: `Bearer ${forged(good)}` }), 401);
    const expired = machine(endpoint)
      ? await internalToken(app, scope, { lifetime: -30 })
      : await app.services.identity.tokens.sign({ userId: owner.user.id, tenantId: "mine", sessionId: "none" });
    await expectProblem(await call(endpoint, { authorization: `Bearer ${expired}` }), 401);
  });

  test("with a token that is good elsewhere", async () => {
    if (!machine(endpoint)) {
      for (const scope of ["runner", "operator"] as const) {
        await expectProblem(await call(endpoint, { authorization: `Bearer ${await internalToken(app, scope)}` }), 401);
      }
      return;
    }
    await expectProblem(await call(endpoint, owner.bearer), 401);
    await expectProblem(await call(endpoint, { cookie: owner.cookie, origin }), 401);
    const other = endpoint.access === "operator" ? "runner" : "operator";
    await expectProblem(await call(endpoint, { authorization: `Bearer ${await internalToken(app, other)}` }), 403);
  });
});

test("a role without the capability gets 403", async () => {
  const capable = (role: Role, endpoint: Endpoint) =>
    (capabilitiesOf[role] as readonly string[]).includes(endpoint.access);
  const beyond = guarded.filter((endpoint) => endpoint.access.includes(".") && !capable("viewer", endpoint));
  expect(beyond.map((endpoint) => endpoint.name)).toContain("telemetry");
  for (const endpoint of beyond) await expectProblem(await call(endpoint, viewer.bearer), 403);
});

test("a token for a tenant that its user does not belong to is nobody's", async () => {
  const session = await app.env.DB.prepare("select id from sessions where user_id = ?")
    .bind(owner.user.id)
    .first<{ id: string }>();
  const claims = { userId: owner.user.id, sessionId: session!.id };
  const across = await app.services.identity.tokens.sign({ ...claims, tenantId: "theirs" });
  await expectProblem(await app.fetch("/api/me/", { headers: { authorization: `Bearer ${across}` } }), 401);
  const own = await app.services.identity.tokens.sign({ ...claims, tenantId: "mine" });
  expect((await app.fetch("/api/me/", { headers: { authorization: `Bearer ${own}` } })).status).toBe(200);
});

test("a tenant of others is not there: 404, as for one that does not exist", async () => {
  for (const tenant_id of ["theirs", "nowhere"]) {
    await expectProblem(await app.send("POST", "/api/auth/switch-tenant/", { tenant_id }, owner.bearer), 404);
  }
});

test("what another tenant has is neither listed nor to be had by its id", async () => {
  const snapshot = crypto.randomUUID();
  await createTenant(app, "theirs", { connections: [connection("their-meta")] });
  await app.env.DB.batch([
    app.env.DB.prepare(
      "insert into runs (tenant_id, id, kind, status, due_at, created_at) values ('theirs', 'r', 'transform', 'succeeded', 0, 0)",
    ),
    app.env.DB.prepare(
      "insert into snapshots (tenant_id, id, run_id, status, generated_at, created_at) values ('theirs', ?, 'r', 'ready', 1, 1)",
    ).bind(snapshot),
  ]);
  const telemetry = await app.fetch("/api/airbyte/telemetry/", { headers: owner.bearer });
  expect(await telemetry.json()).toMatchObject({ count: 0, results: [] });
  for (const id of [snapshot, crypto.randomUUID()]) {
    await expectProblem(await app.fetch(`/api/metrics/combined/?snapshot=${id}`, { headers: owner.bearer }), 404);
  }
});
