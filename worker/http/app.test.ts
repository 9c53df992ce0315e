import { expect, test } from "vitest";
import { z } from "zod";
import { defineEndpoint } from "#contracts/endpoint.ts";
import { Problem } from "#contracts/problem.ts";
import { startApp } from "../testing/harness.ts";
import { problem } from "./problem.ts";
import { reply } from "./reply.ts";
import { publicRoute } from "./route.ts";

const define = <B extends z.ZodType, O extends z.ZodType, Q extends z.ZodType>(
  name: string,
  rest: { body?: B; output?: O; query?: Q },
) => defineEndpoint({ name, method: "post", path: `/api/${name}/`, summary: name, access: "public", ...rest });

const Answer = z.object({ said: z.string() });
const trial = startApp({
  routes: [
    publicRoute(
      define("echo", { body: z.strictObject({ said: z.string().max(5) }), output: Answer }),
      async (c) => c.body,
    ),
    publicRoute(define("chatty", { output: Answer }), async () => ({ said: "a", secret: "b" })),
    publicRoute(define("liar", { output: Answer }), async () => ({ said: 3 }) as never),
    publicRoute(define("broken", { output: Answer }), async () => {
      throw new Error("a cause for us alone");
    }),
    publicRoute(define("busy", {}), async () => {
      throw problem("unavailable", { detail: "later", headers: { "retry-after": "5" } });
    }),
    publicRoute(define("pick", { query: z.strictObject({ n: z.coerce.number().int().optional() }) }), async () =>
      reply({ status: 204, headers: { etag: '"x"', "cache-control": "private" } }),
    ),
    publicRoute(
      defineEndpoint({
        name: "bytes",
        method: "put",
        path: "/api/bytes/",
        summary: "bytes",
        access: "public",
        binary: { type: "application/octet-stream", maxBytes: 10 },
        output: z.object({ length: z.number() }),
      }),
      async (c) => ({ length: c.bytes.byteLength }),
    ),
  ],
});

async function problemOf(response: Response): Promise<Problem> {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  return Problem.parse(await response.json());
}

test("input that does not fit names each field", async () => {
  const problem = await problemOf(await trial.send("POST", "/api/echo/", { said: "too long", more: 1 }));
  expect(problem.status).toBe(400);
  expect(problem.errors!.map((error) => error.field)).toEqual(["said", "more"]);
  const missing = await problemOf(await trial.send("POST", "/api/echo/", {}));
  expect(missing.errors).toEqual([{ field: "said", message: "is required (string)" }]);
});

test.each(["{", "", "\xff", '{"said":"a"} x'])("malformed JSON %j names the body", async (body) => {
  const response = await trial.fetch("/api/echo/", {
    method: "POST",
    body,
    headers: { "content-type": "application/json" },
  });
  expect(response.status).toBe(400);
  expect((await problemOf(response)).errors![0]!.field).toBe("body");
});

test("a body that is not called JSON is refused", async () => {
  const response = await trial.fetch("/api/echo/", {
    method: "POST",
    body: '{"said":"a"}',
    headers: { "content-type": "text/plain" },
  });
  expect(response.status).toBe(400);
  expect((await problemOf(response)).errors![0]!.message).toContain("content-type: application/json");
});

test("bytes arrive whole up to the endpoint's limit", async () => {
  const put = (length: number) => trial.fetch("/api/bytes/", { method: "PUT", body: new Uint8Array(length) });
  expect(await (await put(10)).json()).toEqual({ length: 10 });
  expect((await put(11)).status).toBe(413);
});

test("a query parameter that is unknown, malformed or there twice names the field", async () => {
  for (const [query, field] of [
    ["m=1", "m"],
    ["n=x", "n"],
    ["n=1&n=2", "n"],
  ]) {
    const response = await trial.fetch(`/api/pick/?${query}`, { method: "POST" });
    expect(response.status).toBe(400);
    expect((await problemOf(response)).errors![0]!.field).toBe(field);
  }
});

test("a reply's own status and headers go out", async () => {
  const response = await trial.fetch("/api/pick/?n=1", { method: "POST" });
  expect(response.status).toBe(204);
  expect(response.headers.get("etag")).toBe('"x"');
  expect(response.headers.get("cache-control")).toBe("private");
});

test("only what the contract names goes out", async () => {
  const response = await trial.fetch("/api/chatty/", { method: "POST" });
  expect(await response.json()).toEqual({ said: "a" });
  expect(response.headers.get("cache-control")).toBe("no-store");
});

test("an answer that breaks its contract is our bug: 500 and a log that names the field", async () => {
  const response = await trial.fetch("/api/liar/", { method: "POST" });
  expect(response.status).toBe(500);
  const { request_id } = await problemOf(response);
  const line = trial.logged.find((entry) => entry.event === "answer-breaks-contract");
  expect(line).toMatchObject({ level: "error", request_id, reason: expect.stringContaining("said") });
});

test("an error is logged with the request's id, and the answer does not tell it", async () => {
  const response = await trial.fetch("/api/broken/", { method: "POST" });
  expect(response.status).toBe(500);
  const problem = await problemOf(response);
  expect(JSON.stringify(problem)).not.toContain("cause for us");
  const line = trial.logged.find((entry) => entry.event === "request-failed");
  expect(line).toMatchObject({ request_id: problem.request_id, error: "Error: a cause for us alone" });
});

test("a problem keeps its headers", async () => {
  const response = await trial.fetch("/api/busy/", { method: "POST" });
  expect(response.status).toBe(503);
  expect(response.headers.get("retry-after")).toBe("5");
});

test("unknown paths of ours are 404 problems, known paths with another method 405", async () => {
  for (const path of ["/api/none/", "/api/echo", "/internal/none/", "/api/"]) {
    const response = await trial.fetch(path);
    expect((await problemOf(response)).status).toBe(404);
  }
  const response = await trial.fetch("/api/echo/", { method: "DELETE" });
  expect((await problemOf(response)).status).toBe(405);
  expect(response.headers.get("allow")).toBe("POST");
});

test("a path without parameters is never read as one with them, whatever the order and method", async () => {
  const at = (name: string, path: string, method: "get" | "delete") =>
    publicRoute(defineEndpoint({ name, method, path, summary: name, access: "public", output: Answer }), async () => ({
      said: name,
    }));
  const app = startApp({
    routes: [
      at("one", "/api/things/{id}/", "get"),
      at("drop", "/api/things/{id}/", "delete"),
      at("all", "/api/things/all/", "get"),
    ],
  });
  const said = async (path: string) => Answer.parse(await (await app.fetch(path)).json()).said;
  expect([await said("/api/things/7/"), await said("/api/things/all/")]).toEqual(["one", "all"]);
  const refused = await app.fetch("/api/things/all/", { method: "DELETE" });
  expect([refused.status, refused.headers.get("allow")]).toEqual([405, "GET"]);
  expect((await app.fetch("/api/things/7/", { method: "DELETE" })).status).toBe(200);
});

test("each request gets an id of ours and one line in the log", async () => {
  const response = await trial.fetch("/api/chatty/?token=hush", {
    method: "POST",
    headers: { "x-request-id": "theirs" },
  });
  const id = response.headers.get("x-request-id")!;
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  const lines = trial.logged.filter((entry) => entry.request_id === id);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({
    event: "request",
    method: "POST",
    route: "/api/chatty/",
    status: 200,
    duration_ms: expect.any(Number),
  });
});
