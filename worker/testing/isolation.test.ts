import { beforeAll, describe, expect, test } from "vitest";
import { type Capability, capabilitiesOf, keyCapabilities, type Role } from "#contracts/capabilities.ts";
import type { Endpoint } from "#contracts/endpoint.ts";
import { endpoints } from "#contracts/index.ts";
import { KeyCapability } from "#contracts/keys.ts";
import { Problem } from "#contracts/problem.ts";
import { complete, createApp } from "../http/app.ts";
import { honoPath } from "../http/register.ts";
import { routes } from "../routes.ts";
import { signIn, type TestSession } from "./factories.ts";
import { origin, startApp, unlimited } from "./harness.ts";
import { cases } from "./isolation/cases.ts";
import { insertKey, type OwnedRows } from "./isolation/owned-rows.ts";
import { everyRole, everythingOf, mark, twoTenants, type World } from "./isolation/world.ts";
import { forged, internalToken } from "./tokens.ts";

const app = startApp({ env: unlimited });
const all = Object.entries(endpoints) as [keyof typeof cases, Endpoint][];
const guarded = all.filter(([, endpoint]) => endpoint.access !== "public");
const machine = ({ access }: Endpoint) => access === "runner" || access === "operator";
const personal = guarded.filter(([, endpoint]) => !machine(endpoint));
const ofTenant = personal.filter(([, { access }]) => access.includes(".") && !/^(agency|platform)\./.test(access));
const ofAgency = personal.filter(([, { access }]) => access.startsWith("agency."));
const ofPlatform = personal.filter(([, { access }]) => access.startsWith("platform."));

let world: World;
let owner: TestSession;

beforeAll(async () => {
  world = await twoTenants(app);
  owner = await signIn(app, "owner@mine.test");
});

/** The call of the endpoint's case. */
function call(name: keyof typeof cases, headers: HeadersInit, rows: OwnedRows = world.theirs, more: object = {}) {
  const endpoint: Endpoint = endpoints[name];
  const { params = {}, query = {}, body } = { ...cases[name].call(rows), ...more };
  const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(params[key] ?? "none"));
  const method = endpoint.method.toUpperCase();
  const search = new URLSearchParams(query);
  const address = search.size > 0 ? `${path}?${search}` : path;
  return method === "GET" || body === undefined
    ? app.fetch(address, { method, headers })
    : app.send(method, address, body, headers);
}

async function expectProblem(response: Response, status: number): Promise<Problem> {
  const text = await response.text();
  expect(response.status, text).toBe(status);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const problem = Problem.parse(JSON.parse(text));
  expect(problem.status).toBe(status);
  expect(problem.request_id).toBe(response.headers.get("x-request-id"));
  return problem;
}

describe("the list", () => {
  test("every endpoint of the contracts has a handler, once, or nothing starts", () => {
    expect(routes).toHaveLength(all.length);
    expect(() => complete(routes.slice(1))).toThrow(`No handler for ${routes[0]!.endpoint.name}`);
    expect(() => complete([...routes, routes[0]!])).toThrow(`More than one handler for ${routes[0]!.endpoint.name}`);
  });

  test("the app has no route beside the contracts, so none that this suite does not walk", () => {
    const listed = new Set(all.map(([, { method, path }]) => `${method.toUpperCase()} ${honoPath(path)}`));
    const known = new Set(all.map(([, { path }]) => `ALL ${honoPath(path)}`));
    // Middlewares, what is not found, our files, and development's own pages (their test is beside them).
    for (const pattern of ["/*", "*", "/api/*", "/internal/*", "/.well-known/*", "/dev/*"]) known.add(`ALL ${pattern}`);
    const there = createApp(app.services, routes).routes.map(({ method, path }) => `${method} ${path}`);
    expect([...new Set(there)].filter((route) => !listed.has(route) && !known.has(route))).toEqual([]);
    expect([...listed].filter((route) => !there.includes(route))).toEqual([]);
  });
});

describe.each(guarded)("%s", (name, endpoint) => {
  test("without credentials: 401", async () => {
    await expectProblem(await call(name, {}), 401);
    await expectProblem(await call(name, { origin }), 401);
  });

  test("with credentials that are none: 401", async () => {
    const none = ["Bearer", "Bearer x.y.z", "Basic YTpi", "bearer ", `Bearer adk_${"A".repeat(43)}`, "Bearer adk_"];
    for (const authorization of none) await expectProblem(await call(name, { authorization }), 401);
    await expectProblem(await call(name, { cookie: "__Secure-adinsights.session_token=abc.def", origin }), 401);
  });

  test("with an expired or forged token: 401", async () => {
    const scope = endpoint.access === "operator" ? "operator" : "runner";
    const good = machine(endpoint) ? await internalToken(app, scope) : owner.access;
    await expectProblem(await call(name, { authorization: `Bearer ${forged(good)}` }), 401);
    const expired = machine(endpoint) ? await internalToken(app, scope, { lifetime: -30 }) : await expiredToken();
    await expectProblem(await call(name, { authorization: `Bearer ${expired}` }), 401);
    const endless = await app.services.identity.tokens.sign({
      userId: owner.user.id,
      tenantId: "mine",
      sessionId: "none",
    });
    await expectProblem(await call(name, { authorization: `Bearer ${endless}` }), 401);
  });

  test("with a token that is good elsewhere", async () => {
    if (!machine(endpoint)) {
      for (const scope of ["runner", "operator"] as const)
        await expectProblem(await call(name, { authorization: `Bearer ${await internalToken(app, scope)}` }), 401);
      return;
    }
    await expectProblem(await call(name, owner.bearer), 401);
    await expectProblem(await call(name, { authorization: `Bearer ${world.mine.key}` }), 401);
    await expectProblem(await call(name, { cookie: owner.cookie, origin }), 401);
    const other = endpoint.access === "operator" ? "runner" : "operator";
    await expectProblem(await call(name, { authorization: `Bearer ${await internalToken(app, other)}` }), 403);
  });
});

/** One that was good: signed ten minutes ago, for a session that is still there. */
async function expiredToken(): Promise<string> {
  const earlier = startApp();
  earlier.pass(-10 * 60_000);
  const session = await app.env.DB.prepare("select id from sessions where user_id = ? limit 1")
    .bind(owner.user.id)
    .first<{ id: string }>();
  return earlier.services.identity.tokens.sign({ userId: owner.user.id, tenantId: "mine", sessionId: session!.id });
}

/** The strongest that somebody of another tenant can be, short of the platform's own people. */
const foreigners: readonly Role[] = ["owner", "agency_admin"];

describe("as somebody of another tenant, with this tenant's ids", () => {
  test.each(all.filter(([, endpoint]) => !machine(endpoint) && !endpoint.access.startsWith("platform.")))(
    "%s",
    async (name, endpoint) => {
      const before = await everythingOf(app, "theirs");
      for (const role of foreigners) {
        const response = await call(name, await world.as(role));
        expect(response.status).not.toBe(401);
        const text = await response.clone().text();
        expect(text).not.toContain(mark);
        expect(text).not.toContain(world.theirs.keyId);
        const refusedByRole = endpoint.access.includes(".") && response.status === 403;
        if (cases[name].foreigner === 404 && !refusedByRole) await expectProblem(response, 404);
      }
      expect(await everythingOf(app, "theirs")).toEqual(before);
    },
  );

  test.each(ofTenant)("%s, by an API key", async (name) => {
    const secret = await insertKey(app, "mine", crypto.randomUUID(), "all", keyCapabilities);
    const before = await everythingOf(app, "theirs");
    const response = await call(name, { authorization: `Bearer ${secret}` });
    expect(await response.clone().text()).not.toContain(mark);
    if (cases[name].foreigner === 404 && response.status !== 403) await expectProblem(response, 404);
    expect(await everythingOf(app, "theirs")).toEqual(before);
  });

  test.each(ofAgency.filter(([, { path }]) => path.split("{").length > 2))(
    "%s, under one's own agency",
    async (name) => {
      const { params } = cases[name].call(world.theirs);
      const mixed = { params: { ...params, agency_id: world.mine.agencyId } };
      await expectProblem(await call(name, await world.as("agency_admin"), world.theirs, mixed), 404);
    },
  );

  test("a token for a tenant that its user does not belong to is nobody's", async () => {
    const session = await app.env.DB.prepare("select id from sessions where user_id = ? limit 1")
      .bind(owner.user.id)
      .first<{ id: string }>();
    const claims = { userId: owner.user.id, sessionId: session!.id };
    const across = await app.services.identity.tokens.sign({ ...claims, tenantId: "theirs" });
    await expectProblem(await app.fetch("/api/me/", { headers: { authorization: `Bearer ${across}` } }), 401);
    const own = await app.services.identity.tokens.sign({ ...claims, tenantId: "mine" });
    expect((await app.fetch("/api/me/", { headers: { authorization: `Bearer ${own}` } })).status).toBe(200);
  });
});

const holds = (role: Role, { access }: Endpoint) => capabilitiesOf[role].includes(access as Capability);

describe("with a role or key that lacks the capability: 403, and nothing changes", () => {
  test.each([...ofTenant, ...ofPlatform])("%s", async (name, endpoint) => {
    const before = await everythingOf(app, "mine");
    for (const role of everyRole.filter((each) => !holds(each, endpoint)))
      expect((await expectProblem(await call(name, await world.as(role), world.mine), 403)).detail).toContain(
        endpoint.access,
      );
    expect(await rowsOnly(before)).toEqual(await rowsOnly(await everythingOf(app, "mine")));
  });

  test.each(ofAgency)("%s", async (name, endpoint) => {
    for (const role of everyRole.filter((each) => !holds(each, endpoint))) {
      const member = capabilitiesOf[role].includes("agency.read");
      await expectProblem(await call(name, await world.as(role), world.mine), member ? 403 : 404);
    }
  });

  test.each(personal)("%s, by an API key", async (name, endpoint) => {
    const lacking = keyCapabilities.filter((capability) => capability !== endpoint.access);
    const secret = await insertKey(app, "mine", crypto.randomUUID(), "lacking", lacking);
    await expectProblem(await call(name, { authorization: `Bearer ${secret}` }, world.mine), 403);
  });
});

/** Callers' own sessions come and go with each call. */
const rowsOnly = (tables: unknown) => (tables as unknown[]).slice(0, -1);

test("whoever has the capability is let in", async () => {
  for (const [name, endpoint] of [...ofTenant, ...ofPlatform].filter(([, { method }]) => method === "get"))
    for (const role of everyRole.filter((each) => holds(each, endpoint))) {
      const { status } = await call(name, await world.as(role), world.mine);
      expect([name, role, status === 401 || status === 403]).toEqual([name, role, false]);
    }
  for (const [name, endpoint] of ofTenant.filter(([, { method }]) => method === "get")) {
    const capability = KeyCapability.safeParse(endpoint.access);
    if (!capability.success) continue;
    const secret = await insertKey(app, "mine", crypto.randomUUID(), "just this", [capability.data]);
    const { status } = await call(name, { authorization: `Bearer ${secret}` }, world.mine);
    expect([name, status === 401 || status === 403]).toEqual([name, false]);
  }
});
