import { expect, test } from "vitest";
import { z } from "zod";
import { defineEndpoint, type Endpoint } from "#contracts/endpoint.ts";
import { Problem } from "#contracts/problem.ts";
import { createTenant, member, signIn } from "../testing/factories.ts";
import { startApp } from "../testing/harness.ts";
import { personRoute, publicRoute } from "./route.ts";

const take = (name: string, access: Endpoint["access"], rest: Partial<Endpoint> = {}) =>
  defineEndpoint({ ...rest, name, method: "post", path: `/api/${name}/`, summary: name, access, body: z.json() });
const none = async () => undefined;
const app = startApp({
  routes: [
    publicRoute(take("open", "public"), none),
    publicRoute(take("roomy", "public", { maxBytes: 100_000 }), none),
    personRoute(take("own", "signed-in"), none),
  ],
});

const json = { "content-type": "application/json" };
const textOf = (bytes: number) => JSON.stringify("x".repeat(bytes - 2));
const post = (path: string, body: BodyInit, headers: HeadersInit = {}) =>
  app.fetch(path, { method: "POST", body, headers: { ...json, ...headers } });

test("strangers may send 16 KiB, unless the endpoint says otherwise; with and without the length told", async () => {
  for (const [path, most] of [
    ["/api/open/", 16 * 1024],
    ["/api/roomy/", 100_000],
  ] as const) {
    expect((await post(path, textOf(most))).status).toBe(204);
    const response = await post(path, textOf(most + 1));
    expect(response.status).toBe(413);
    expect(Problem.parse(await response.json()).detail).toContain(String(most));
    expect((await post(path, new Blob([textOf(most + 1)]).stream())).status).toBe(413);
  }
});

test("whoever is signed in may send 1 MiB", async () => {
  const whole = startApp();
  await createTenant(whole, "writers", { members: [member("a@writers.test")] });
  const { bearer } = await signIn(whole, "a@writers.test");
  expect((await post("/api/own/", textOf(1024 * 1024), bearer)).status).toBe(204);
  expect((await post("/api/own/", textOf(1024 * 1024 + 1), bearer)).status).toBe(413);
  // A megabyte of brackets, closed and not, in lists and objects.
  const half = 512 * 1024;
  for (const body of ["[".repeat(2 * half), "[".repeat(half) + "]".repeat(half), '{"a":'.repeat(200_000)]) {
    const response = await post("/api/own/", body, bearer);
    expect(response.status).toBe(400);
    expect(Problem.parse(await response.json()).errors).toEqual([{ field: "body", message: "is nested too deeply" }]);
  }
});

test("what only looks nested is taken, and so is what is nested as deeply as allowed", async () => {
  const brackets = "[{".repeat(1000);
  expect((await post("/api/open/", JSON.stringify({ a: `${brackets}"\\`, b: [`\\"${brackets}`] }))).status).toBe(204);
  expect((await post("/api/open/", "[".repeat(64) + "]".repeat(64))).status).toBe(204);
  expect((await post("/api/open/", "[".repeat(65) + "]".repeat(65))).status).toBe(400);
  expect((await post("/api/open/", JSON.stringify(Array(2000).fill([[]])))).status).toBe(204);
});

test("a body that was squeezed is refused and not read", async () => {
  const squeezed = new Blob([textOf(100)]).stream().pipeThrough(new CompressionStream("gzip"));
  const response = await post("/api/open/", squeezed, { "content-encoding": "gzip" });
  expect(response.status).toBe(400);
  expect(Problem.parse(await response.json()).detail).toContain("content-encoding");
});

test("numbers and keys that are meant to hurt do not", async () => {
  for (const body of ['{"__proto__":{"a":1}}', '{"constructor":{"prototype":{}}}', "1e999999", "9".repeat(10_000)])
    expect((await post("/api/open/", body)).status).toBeLessThan(500);
  expect({}).not.toHaveProperty("a");
});
