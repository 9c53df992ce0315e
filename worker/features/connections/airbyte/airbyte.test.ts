import { expect, test } from "vitest";
import { answer, FakeAirbyte, fakeSecret } from "../../../testing/fake-airbyte.ts";
import { openAirbyte } from "./airbyte.ts";
import { AirbyteError } from "./airbyte-error.ts";
import { type GuardOptions, openGuard, usualGuard } from "./guard.ts";

const connectionId = "11111111-1111-4111-8111-111111111111";

function opened(guard: Partial<GuardOptions> = {}, embedded = true) {
  const fake = new FakeAirbyte();
  let now = 1_800_000_000_000;
  const airbyte = openAirbyte({
    url: "http://airbyte.test/api/public/v1",
    clientId: "adinsights",
    clientSecret: fakeSecret,
    embedded,
    clock: () => now,
    fetch: fake.fetch,
    guard: openGuard({ ...usualGuard, firstDelayMs: 1, ...guard }),
  });
  return {
    fake,
    airbyte,
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

async function errorOf(work: Promise<unknown>): Promise<AirbyteError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AirbyteError)) throw new Error(`expected an AirbyteError, got ${String(error)}`);
  return error;
}

test("a job is started, seen and cancelled under one token, asked for in both spellings", async () => {
  const { airbyte, fake } = opened();
  expect(await airbyte.startSync(connectionId)).toEqual({
    jobId: "1",
    status: "running",
    rowsSynced: null,
    bytesSynced: null,
  });
  expect(await airbyte.unfinishedSync(connectionId)).toMatchObject({ jobId: "1" });
  await airbyte.cancel("1");
  expect(await airbyte.job("1")).toMatchObject({ status: "cancelled" });
  expect(await airbyte.unfinishedSync(connectionId)).toBeUndefined();
  expect(fake.tokenBodies).toEqual([
    {
      client_id: "adinsights",
      client_secret: fakeSecret,
      grant_type: "client_credentials",
      "grant-type": "client_credentials",
    },
  ]);
});

test("a token is renewed before it ends, and at once when Airbyte refuses it", async () => {
  const { airbyte, fake, pass } = opened();
  fake.tokenSeconds = 180;
  await airbyte.startSync(connectionId);
  pass(149_000);
  await airbyte.job("1");
  expect(fake.tokenBodies).toHaveLength(1);
  pass(2_000);
  await airbyte.job("1");
  expect(fake.tokenBodies).toHaveLength(2);
  fake.expireToken();
  expect(await airbyte.job("1")).toMatchObject({ status: "running" });
  expect(fake.tokenBodies).toHaveLength(3);
});

test("credentials that are refused twice are told so, without naming them", async () => {
  const { airbyte, fake } = opened();
  fake.faults.push(
    () => answer(401, `no such secret ${fakeSecret}`),
    () => answer(401, `no such secret ${fakeSecret}`),
  );
  const error = await errorOf(airbyte.job("1"));
  expect(error).toMatchObject({ kind: "unauthorized", status: 401 });
  expect(error.message).toBe("GET /jobs/1 answered 401: problem: no such secret ***");
});

test("errors are classed by what can be done about them", async () => {
  const { airbyte, fake } = opened({ retries: 0 });
  const kinds: [number, string][] = [
    [400, "refused"],
    [403, "refused"],
    [404, "missing"],
    [409, "conflict"],
    [422, "refused"],
    [429, "unreachable"],
    [500, "unreachable"],
  ];
  for (const [status, kind] of kinds) {
    fake.faults.push(() => answer(status, "said so"));
    expect(await errorOf(airbyte.job("1"))).toMatchObject({ kind, status });
  }
});

test("what does not answer is tried again: bare errors, broken connections, answers that do not fit", async () => {
  const { airbyte, fake } = opened();
  fake.faults.push(
    () => new Response("<html>Bad gateway", { status: 502 }),
    () => Promise.reject(new TypeError("connection lost")),
  );
  expect(await airbyte.startSync(connectionId)).toMatchObject({ jobId: "1" });
  fake.faults.push(() => Response.json({ something: "else" }));
  expect(await airbyte.job("1")).toMatchObject({ jobId: "1" });
  fake.faults.push(...Array.from({ length: 3 }, () => () => Response.json({ status: "dreaming" })));
  const error = await errorOf(airbyte.job("1"));
  expect(error.message).toBe("GET /jobs/1: the answer does not fit (jobId, status)");
});

test("a try that hangs is cut off and tried again", async () => {
  const { airbyte, fake } = opened({ tryMs: 50 });
  let cut = false;
  fake.faults.push(
    (request) =>
      new Promise((_, reject) => {
        request.signal.addEventListener("abort", () => {
          cut = true;
          reject(new Error("cut off"));
        });
      }),
  );
  expect(await airbyte.startSync(connectionId)).toMatchObject({ jobId: "1" });
  expect(cut).toBe(true);
});

test("an Airbyte that fails all the time is left alone for a while, then asked again", async () => {
  const { airbyte, fake } = opened({ retries: 0, breakAfter: 3, pauseMs: 80 });
  await airbyte.startSync(connectionId);
  fake.faults.push(...Array.from({ length: 3 }, () => () => answer(503, "down")));
  for (let call = 0; call < 3; call += 1) expect(await errorOf(airbyte.job("1"))).toMatchObject({ status: 503 });
  const asked = fake.requests.length;
  expect(await errorOf(airbyte.job("1"))).toMatchObject({ kind: "unreachable", status: null });
  expect(fake.requests).toHaveLength(asked);
  await new Promise((resolve) => setTimeout(resolve, 120));
  expect(await airbyte.job("1")).toMatchObject({ jobId: "1" });
});

test("a call that died while it tried a left-alone Airbyte does not block the next ones for ever", async () => {
  const { airbyte, fake } = opened({ retries: 0, breakAfter: 1, pauseMs: 20, callMs: 100, tryMs: 100_000 });
  await airbyte.startSync(connectionId);
  fake.faults.push(
    () => answer(503, "down"),
    () => new Promise<never>(() => {}),
  );
  const pause = () => new Promise((resolve) => setTimeout(resolve, 130));
  expect(await errorOf(airbyte.job("1"))).toMatchObject({ status: 503 });
  await pause();
  expect(await errorOf(airbyte.job("1"))).toMatchObject({ kind: "unreachable" });
  expect(await errorOf(airbyte.job("1"))).toMatchObject({ kind: "unreachable" });
  await pause();
  expect(await airbyte.job("1")).toMatchObject({ jobId: "1" });
});

test("answers are read tolerantly", async () => {
  const { airbyte, fake } = opened();
  fake.faults.push(() => Response.json({ jobId: "77", status: "succeeded", rowsSynced: "12", bytesSynced: "many" }));
  expect(await airbyte.job("77")).toEqual({ jobId: "77", status: "succeeded", rowsSynced: 12, bytesSynced: null });
  fake.faults.push(() => Response.json({ data: null }));
  expect(await airbyte.unfinishedSync(connectionId)).toBeUndefined();
});

test("only the embedded Airbyte is asked why a job failed, and silence is no reason", async () => {
  const { airbyte, fake } = opened();
  await airbyte.startSync(connectionId);
  fake.end("failed", { detail: { error_class: "config", error_message: "expired" } });
  expect(await airbyte.detailOf("1")).toMatchObject({ error_class: "config", error_message: "expired", streams: [] });
  expect(fake.requests.at(-1)).toBe("GET /embedded/v1/jobs/1/detail");
  fake.faults.push(() => answer(404, "no"));
  expect(await airbyte.detailOf("1")).toMatchObject({ error_class: null, error_message: null });
  const real = opened({}, false);
  expect(await real.airbyte.detailOf("1")).toMatchObject({ error_class: null, error_message: null });
  expect(real.fake.requests).toEqual([]);
});
