import { createExecutionContext, createMessageBatch, getQueueResult } from "cloudflare:test";
import { expect, test, vi } from "vitest";
import { z } from "zod";
import { testEnv } from "../testing/environment.ts";
import { openWorld } from "../testing/ledger-world.ts";
import { backoffMs } from "./backoff.ts";
import { consume } from "./consumer.ts";
import { defineJob } from "./define-job.ts";

const moody = defineJob({
  name: "moody",
  payload: z.strictObject({ tenant_id: z.string(), mood: z.enum(["good", "bad"]) }),
  maxAttempts: 3,
  run: async ({ mood }) => {
    if (mood === "bad") throw new Error("not today");
  },
});

const body = (mood: string, job = "moody") => ({ id: `task-${mood}`, job, payload: { tenant_id: "acme", mood } });

async function consumed(messages: readonly { body: unknown; attempts?: number }[], queue = "adinsights-jobs") {
  const world = await openWorld();
  const batch = createMessageBatch(
    queue,
    messages.map((message, index) => ({ id: `m${index}`, timestamp: new Date(), attempts: 1, ...message })),
  );
  const ctx = createExecutionContext();
  await consume(batch, world.context, [moody]);
  const letters = await world.rows<{ id: string; job: string; tenant_id: string | null; error: string }>(
    "select * from dead_letters order by id",
  );
  return { ...(await getQueueResult(batch, ctx)), letters, logged: world.app.logged };
}

test("each message is judged by itself", async () => {
  const { explicitAcks, retryMessages, letters, logged } = await consumed([
    { body: body("good") },
    { body: body("bad") },
    { body: body("good") },
  ]);
  expect(explicitAcks.sort()).toEqual(["m0", "m2"]);
  expect(retryMessages.map(({ msgId }) => msgId)).toEqual(["m1"]);
  const again = logged.find((line) => line.event === "job-will-be-tried-again");
  expect(again).toMatchObject({ delay_seconds: expect.any(Number), error: "Error: not today" });
  expect(again?.delay_seconds).toBeLessThanOrEqual(2);
  expect(letters).toEqual([]);
  expect(logged).toContainEqual(
    expect.objectContaining({ event: "job-done", task_id: "task-good", tenant_id: "acme", job: "moody" }),
  );
});

test("a message that failed its last try, and what is no message of ours, become dead letters", async () => {
  const { explicitAcks, retryMessages, letters } = await consumed([
    { body: body("bad"), attempts: 3 },
    { body: "junk" },
    { body: body("good", "unheard of") },
    { body: body("furious") },
  ]);
  expect(explicitAcks.sort()).toEqual(["m0", "m1", "m2", "m3"]);
  expect(retryMessages).toEqual([]);
  expect(letters.map(({ id, job, tenant_id }) => ({ id, job, tenant_id }))).toEqual([
    { id: "m0", job: "moody", tenant_id: "acme" },
    { id: "m1", job: "unknown", tenant_id: null },
    { id: "m2", job: "unheard of", tenant_id: "acme" },
    { id: "m3", job: "moody", tenant_id: "acme" },
  ]);
  expect(letters[0]?.error).toContain("not today");
  expect(letters[3]?.error).toContain("mood");
});

test("what the queue gave up ends among the dead letters, once", async () => {
  const { explicitAcks, letters } = await consumed([{ body: body("good") }], "adinsights-jobs-dead");
  expect(explicitAcks).toEqual(["m0"]);
  expect(letters).toHaveLength(1);
});

test("the Worker's own queue hands its messages to the consumer", async () => {
  const world = await openWorld();
  await testEnv.JOBS.send({ id: "t1", job: "unheard of", payload: { tenant_id: "acme" } });
  await vi.waitFor(async () => expect(await world.count("dead_letters where job = 'unheard of'")).toBe(1), 5000);
});

test("back-off doubles, is jittered over its whole width, and ends at its cap", () => {
  expect([1, 2, 3, 4].map((attempt) => backoffMs(attempt, 1000, 5000, () => 0.999999))).toEqual([
    999, 1999, 3999, 4999,
  ]);
  expect(backoffMs(4, 1000, 5000, () => 0)).toBe(0);
});
