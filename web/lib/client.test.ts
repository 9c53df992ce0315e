import { expect, test, vi } from "vitest";
import { z } from "zod";
import { login, logout } from "#contracts/auth.ts";
import { defineEndpoint } from "#contracts/endpoint.ts";
import { me } from "#contracts/me.ts";
import { combined } from "#contracts/metrics.ts";
import { fakeApi, json, problem } from "../testing/fake-api.ts";
import { combinedOf, meOf } from "../testing/payloads.ts";
import { call, isAbort, whenSignedOut } from "./client.ts";
import { ProblemError } from "./problem-error.ts";

const failure = async (promise: Promise<unknown>): Promise<ProblemError> => {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ProblemError)) throw new Error("a ProblemError was expected");
  return error;
};

test("sends query, body and path as the endpoint says and gives the parsed answer", async () => {
  const calls = fakeApi({
    "GET /api/metrics/combined/": () => json(combinedOf()),
    "PUT /api/things/a%2Fb/": () => new Response(null, { status: 204 }),
  });
  const answer = await call(combined, { query: { q: "a & b", limit: 10 } });
  expect(answer.campaign.rows).toHaveLength(2);
  expect(calls[0]?.query).toEqual({ q: "a & b", limit: "10" });

  const put = defineEndpoint({
    name: "put",
    method: "put",
    path: "/api/things/{id}/",
    summary: "",
    access: "signed-in",
    params: z.strictObject({ id: z.string() }),
    body: z.strictObject({ n: z.number() }),
  });
  await expect(call(put, { params: { id: "a/b" }, body: { n: 1 } })).resolves.toBeUndefined();
  expect(calls[1]?.body).toEqual({ n: 1 });
});

test("a problem answer becomes an error with its kind, reference and fields", async () => {
  fakeApi({
    "GET /api/metrics/combined/": () =>
      problem("invalid-input", {
        detail: "no",
        errors: [{ field: "end_date", message: "must not be before start_date" }],
      }),
  });
  const error = await failure(call(combined, { query: {} }));
  expect(error).toMatchObject({ kind: "invalid-input", status: 400, requestId: "req-1", detail: "no" });
  expect(error.fields).toEqual([{ field: "end_date", message: "must not be before start_date" }]);
});

test("an answer that is not ours, in form or in kind, is unexpected", async () => {
  fakeApi({
    "GET /api/me/": () => new Response("<h1>Bad gateway</h1>", { status: 502, headers: { "x-request-id": "edge-7" } }),
    "POST /api/auth/logout/": () =>
      new Response(JSON.stringify({ type: "/problems/new", title: "New", status: 418, request_id: "r" }), {
        status: 418,
      }),
    "POST /api/auth/login/": () => json({ access: 1 }),
  });
  expect(await failure(call(me, {}))).toMatchObject({ kind: "unexpected", status: 502, requestId: "edge-7" });
  expect(await failure(call(logout, {}))).toMatchObject({ kind: "unexpected", status: 418, message: "New" });
  const drifted = await failure(call(login, { body: { email: "ana@example.com", password: "x" } }));
  expect(drifted.detail).toContain("access");
});

test("no network is said as such", async () => {
  fakeApi({});
  expect(await failure(call(me, {}))).toMatchObject({ kind: "network", status: 0 });
});

test("an aborted call stays an abort", async () => {
  fakeApi({ "GET /api/me/": () => Promise.reject(new DOMException("stop", "AbortError")) });
  const error = await call(me, {}).catch((thrown: unknown) => thrown);
  expect(isAbort(error)).toBe(true);
});

test("tells that nobody is signed in, but not for a wrong password", async () => {
  const out = vi.fn();
  whenSignedOut(out);
  fakeApi({
    "GET /api/me/": () => problem("unauthenticated"),
    "POST /api/auth/login/": () => problem("wrong-credentials"),
  });
  await failure(call(login, { body: { email: "ana@example.com", password: "x" } }));
  expect(out).not.toHaveBeenCalled();
  await failure(call(me, {}));
  expect(out).toHaveBeenCalledOnce();
  fakeApi({ "GET /api/me/": () => json(meOf()) });
  await expect(call(me, {})).resolves.toEqual(meOf());
});
