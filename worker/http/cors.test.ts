import { expect, test } from "vitest";
import { z } from "zod";
import { defineEndpoint } from "#contracts/endpoint.ts";
import { schema } from "#contracts/schema.ts";
import { createTenant, member, signIn } from "../testing/factories.ts";
import { origin as own, startApp } from "../testing/harness.ts";
import { publicRoute } from "./route.ts";

const friend = "https://reports.example.com";
const stranger = "https://evil.example.com";
const env = { CORS_ORIGINS: `${friend}, https://other.example.com` };
const change = defineEndpoint({
  name: "change",
  method: "post",
  path: "/api/change/",
  summary: "change",
  access: "public",
  output: z.object({ ok: z.boolean() }),
});
const app = startApp({
  env,
  routes: [
    publicRoute(change, async () => ({ ok: true })),
    publicRoute(schema, async () => ({ openapi: "3.1.0", paths: {} })),
  ],
});

const corsOf = (response: Response) =>
  Object.fromEntries([...response.headers].filter(([name]) => name.startsWith("access-control-")));

const preflight = (origin: string, path = "/api/change/") =>
  app.fetch(path, {
    method: "OPTIONS",
    headers: {
      origin,
      "access-control-request-method": "POST",
      "access-control-request-headers": "content-type,authorization",
    },
  });

test("a page on the list may read answers, with its cookies", async () => {
  for (const origin of [friend, own]) {
    const response = await app.fetch("/api/change/", { method: "POST", headers: { origin } });
    expect(response.status).toBe(200);
    expect(corsOf(response)).toEqual({
      "access-control-allow-origin": origin,
      "access-control-allow-credentials": "true",
      "access-control-expose-headers": expect.stringMatching(/x-request-id/),
    });
    expect(response.headers.get("vary")).toContain("origin");
    for (const name of ["etag", "ratelimit", "ratelimit-policy", "retry-after", "server-timing", "x-request-id"])
      expect(response.headers.get("access-control-expose-headers")!.split(", ")).toContain(name);
  }
});

test("problems carry the headers too, so that the page can read them", async () => {
  for (const [path, status] of [
    ["/api/none/", 404],
    ["/api/change/", 405],
  ] as const) {
    const response = await app.fetch(path, { method: "PUT", headers: { origin: friend } });
    expect(response.status).toBe(status);
    expect(corsOf(response)).toHaveProperty("access-control-allow-origin", friend);
  }
});

test.each([stranger, "null", "http://reports.example.com", "https://reports.example.com:444", `${friend}.evil.test`])(
  "the origin %s gets no such headers, and changes nothing",
  async (origin) => {
    for (const method of ["GET", "POST"]) {
      const response = await app.fetch("/api/change/", { method, headers: { origin } });
      expect(corsOf(response)).toEqual({});
      expect(response.headers.get("vary")).toContain("origin");
      if (method === "POST") expect(response.status).toBe(403);
    }
    const asked = await preflight(origin);
    expect(asked.status).toBe(204);
    expect(corsOf(asked)).toEqual({});
  },
);

test("a preflight tells methods and headers, for a while, and costs no permit", async () => {
  const response = await preflight(friend);
  expect(response.status).toBe(204);
  expect(corsOf(response)).toEqual({
    "access-control-allow-origin": friend,
    "access-control-allow-credentials": "true",
    "access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE",
    "access-control-allow-headers": "authorization, content-type, if-none-match",
    "access-control-max-age": "7200",
  });
  expect(response.headers.has("ratelimit")).toBe(false);
});

test("OPTIONS that is no preflight is a method like any other", async () => {
  const known = await app.fetch("/api/change/", { method: "OPTIONS" });
  expect(known.status).toBe(405);
  expect(known.headers.get("allow")).toBe("POST");
  expect((await app.fetch("/api/none/", { method: "OPTIONS", headers: { origin: friend } })).status).toBe(404);
});

test("what is open to all is so to any page, without its cookies", async () => {
  expect(corsOf(await app.fetch("/api/schema/", { headers: { origin: stranger } }))).toMatchObject({
    "access-control-allow-origin": "*",
  });
  expect(corsOf(await preflight(stranger, "/api/schema/"))).not.toHaveProperty("access-control-allow-credentials");
});

test("no answer allows any origin together with cookies", async () => {
  for (const origin of [own, friend, stranger, "null", "*"])
    for (const path of ["/api/change/", "/api/schema/", "/api/none/", "/.well-known/jwks.json"]) {
      const told = corsOf(await app.fetch(path, { headers: { origin } }));
      if (told["access-control-allow-origin"] === "*")
        expect(told).not.toHaveProperty("access-control-allow-credentials");
    }
});

test("without an origin nothing is told", async () => {
  expect(corsOf(await app.fetch("/api/change/", { method: "POST" }))).toEqual({});
});

test("a page on the list may also change things by the session cookie; another may not", async () => {
  const whole = startApp({ env });
  await createTenant(whole, "paged", { members: [member("a@paged.test")] });
  const { cookie } = await signIn(whole, "a@paged.test");
  const switchAs = (origin: string) =>
    whole.send("POST", "/api/auth/switch-tenant/", { tenant_id: "paged" }, { cookie, origin });
  expect((await switchAs(stranger)).status).toBe(403);
  expect((await switchAs(friend)).status).toBe(200);
});
