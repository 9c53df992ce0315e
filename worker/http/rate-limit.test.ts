import { expect, test } from "vitest";
import { defineEndpoint } from "#contracts/endpoint.ts";
import { requestLimits } from "#contracts/plans.ts";
import type { Problem } from "#contracts/problem.ts";
import { createTenant, member, signIn } from "../testing/factories.ts";
import { ownAddress, startApp } from "../testing/harness.ts";
import { bearer } from "../testing/tokens.ts";
import { personRoute, publicRoute } from "./route.ts";

const ping = defineEndpoint({ name: "ping", method: "get", path: "/api/ping/", summary: "ping", access: "signed-in" });
const openPing = defineEndpoint({ ...ping, name: "open", path: "/api/open/", access: "public" });
const guess = defineEndpoint({ ...ping, name: "guess", method: "post", path: "/api/auth/guess/", access: "public" });
const none = async () => undefined;
const routes = [personRoute(ping, none), publicRoute(openPing, none), publicRoute(guess, none)];
const few = { RATE_LIMITS: JSON.stringify({ ip: 20, auth: 5, user: 10, tenant: 15 }) };
const trial = startApp({ routes, env: few });

async function statuses(times: number, call: () => Promise<Response>): Promise<number[]> {
  const seen: number[] = [];
  for (let i = 0; i < times; i++) seen.push((await call()).status);
  return seen;
}

const from = (ip: string, path = "/api/open/", method = "GET") =>
  trial.fetch(path, { method, headers: { "cf-connecting-ip": ip } });

/** Stands in the middle of a window, so that none turns over while a test counts. */
function intoWindow(app: typeof trial): void {
  const at = app.clock() % 60_000;
  if (at > 20_000) app.pass(60_000 - at + 1000);
}

test("an address that asks too much is told to wait and how long; others are not", async () => {
  intoWindow(trial);
  expect(await statuses(20, () => from("192.0.2.1"))).toEqual(Array(20).fill(204));
  const refused = await from("192.0.2.1");
  expect(refused.status).toBe(429);
  const wait = Number(refused.headers.get("retry-after"));
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(60);
  expect(refused.headers.get("ratelimit-policy")).toBe('"ip";q=20;w=60');
  expect(refused.headers.get("ratelimit")).toBe(`"ip";r=0;t=${wait}`);
  const problem = await refused.json<Problem>();
  expect(problem.type).toBe("/problems/rate-limited");
  expect(problem.detail).toBe(`This address has sent more than 20 requests this minute. Try again in ${wait} s.`);
  expect((await from("192.0.2.2")).status).toBe(204);
  trial.pass(60_000);
  expect((await from("192.0.2.1")).status).toBe(204);
});

test("paths that do not exist count too, pages and machines do not", async () => {
  intoWindow(trial);
  expect((await statuses(21, () => from("192.0.2.3", "/api/none/"))).slice(-2)).toEqual([404, 429]);
  expect((await from("192.0.2.3", "/internal/none/")).status).toBe(404);
  const page = await from("192.0.2.3", "/login");
  expect(page.status).not.toBe(429);
  expect(page.headers.has("ratelimit")).toBe(false);
});

test("a network of IPv6 counts as one", async () => {
  intoWindow(trial);
  let last = 0;
  expect((await statuses(21, () => from(`2001:db8:1:2::${++last}`))).at(-1)).toBe(429);
  expect((await from("2001:db8:1:3::1")).status).toBe(204);
});

test("what may be a guess at a password or token has a limit of its own", async () => {
  intoWindow(trial);
  const post = () => from("192.0.2.4", "/api/auth/guess/", "POST");
  expect(await statuses(6, post)).toEqual([204, 204, 204, 204, 204, 429]);
  const refused = await post();
  expect(refused.headers.get("ratelimit-policy")).toBe('"auth";q=5;w=60');
  expect((await refused.json<Problem>()).detail).toContain("more than 5 sign-in requests this minute");
  expect((await from("192.0.2.4")).status).toBe(204);
});

test("a person counts over all addresses, and all of a tenant together", async () => {
  const whole = startApp({ env: { RATE_LIMITS: JSON.stringify({ user: 10, tenant: 15 }) } });
  await createTenant(whole, "limited", { members: [member("a@limited.test"), member("b@limited.test")] });
  const [a, b] = [await signIn(whole, "a@limited.test"), await signIn(whole, "b@limited.test")];
  const counting = startApp({ routes, env: { RATE_LIMITS: JSON.stringify({ user: 10, tenant: 15 }) } });
  intoWindow(counting);
  const as = (session: typeof a) =>
    counting.fetch("/api/ping/", { headers: { ...session.bearer, "cf-connecting-ip": ownAddress() } });
  expect(await statuses(12, () => as(a))).toEqual([...Array(10).fill(204), 429, 429]);
  const own = await as(a);
  expect(own.headers.get("ratelimit-policy")).toBe('"user";q=10;w=60');
  expect((await own.json<Problem>()).detail).toContain("You have sent more than 10 requests");
  // What the person's own limit refused did not count against the tenant.
  expect(await statuses(6, () => as(b))).toEqual([204, 204, 204, 204, 204, 429]);
  const shared = await as(b);
  expect(shared.headers.get("ratelimit-policy")).toBe('"tenant";q=15;w=60');
  expect((await shared.json<Problem>()).detail).toContain("All of this tenant");
});

test("each API key counts by itself", async () => {
  const app = startApp({ env: { RATE_LIMITS: JSON.stringify({ key: 3 }) } });
  await createTenant(app, "machines", { members: [member("a@machines.test")] });
  const { bearer: token } = await signIn(app, "a@machines.test");
  const body = { name: "a machine", capabilities: ["tenant.read", "audit.read"], expires_in_days: 1 };
  const create = async () => (await app.send("POST", "/api/keys/", body, token)).json<{ secret: string }>();
  const keys = [await create(), await create()];
  intoWindow(app);
  const as = ({ secret }: { secret: string }) =>
    app.fetch("/api/audit-log/", { headers: { authorization: `Bearer ${secret}` } });
  expect(await statuses(4, () => as(keys[0]!))).toEqual([200, 200, 200, 429]);
  expect((await (await as(keys[0]!)).json<Problem>()).detail).toContain("This API key has sent more than 3 requests");
  expect((await as(keys[1]!)).status).toBe(200);
});

test("answers tell the limit that is nearest to its end, problems too", async () => {
  const whole = startApp();
  const response = await whole.fetch("/api/me/");
  expect(response.status).toBe(401);
  expect(response.headers.get("ratelimit-policy")).toBe(`"ip";q=${requestLimits.ip};w=60`);
  expect(response.headers.get("ratelimit")).toMatch(/^"ip";r=1199;t=\d+$/);
});

test("2,000 requests of one person at once: the limit, within a few per cent", async () => {
  const whole = startApp();
  await createTenant(whole, "crowd", { members: [member("one@crowd.test")] });
  const { bearer: token } = await signIn(whole, "one@crowd.test");
  const app = startApp({ routes, env: { RATE_LIMITS: JSON.stringify({ ip: 1_000_000 }) } });
  intoWindow(app);
  const all = await Promise.all(Array.from({ length: 2000 }, () => app.fetch("/api/ping/", { headers: token })));
  const allowed = all.filter((response) => response.status === 204).length;
  expect(allowed + all.filter((response) => response.status === 429).length).toBe(2000);
  expect(allowed).toBeLessThanOrEqual(requestLimits.user);
  expect(allowed).toBeGreaterThanOrEqual(requestLimits.user * 0.95);
});

test("our own machines are not limited", async () => {
  const whole = startApp({ env: { RATE_LIMITS: JSON.stringify({ ip: 2 }) } });
  const headers = await bearer(whole, "operator");
  const call = () => whole.fetch("/internal/tenants/none/status/", { headers });
  expect(await statuses(5, call)).toEqual(Array(5).fill(404));
});
