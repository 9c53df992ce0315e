import { expect, test } from "vitest";
import { answer } from "../../testing/fake-airbyte.ts";
import { started, syncs, transforms } from "../../testing/started-sync.ts";

test("a failure of the configuration stops the run at once, with the reason", async () => {
  const world = await started();
  await world.next();
  world.airbyte.end("failed", { detail: { error_class: "config", error_message: "The token has expired" } });
  await world.drain();
  expect((await syncs(world))[0]).toMatchObject({
    status: "failed",
    attempt: 1,
    error_class: "config",
    error_message: "The token has expired",
  });
  expect(await transforms(world)).toBe(0);
});

test("other failures are tried again, five times at most, and each time as a new job", async () => {
  const world = await started();
  const pauses: number[] = [];
  await world.drain(() => {
    if (world.airbyte.jobs.some((job) => job.status === "running"))
      world.airbyte.end("failed", { detail: { error_class: "transient", error_message: "connection reset" } });
    else if (world.airbyte.jobs.length > 0) pauses.push(world.queue.waiting[0]!.at - world.app.clock());
  });
  expect(world.airbyte.jobs).toHaveLength(6);
  expect((await syncs(world))[0]).toMatchObject({ status: "failed", attempt: 6, error_class: "transient" });
  expect(pauses).toHaveLength(5);
  for (const [at, pause] of pauses.entries()) expect(pause).toBeLessThanOrEqual(8_000 * 2 ** at + 1000);
});

test("what helps after a failure: the next try succeeds and the error is gone", async () => {
  const world = await started();
  await world.next();
  world.airbyte.end("failed");
  await world.next();
  expect((await syncs(world))[0]).toMatchObject({ status: "queued", error_class: "transient" });
  await world.next();
  world.airbyte.end("succeeded", { rows: 2 });
  await world.drain();
  expect((await syncs(world))[0]).toMatchObject({
    status: "succeeded",
    attempt: 2,
    error_class: null,
    error_message: null,
  });
});

test("Airbyte that does not answer when a job is posted costs a try; when it is looked at, none", async () => {
  const world = await started();
  world.airbyte.faults.push(...Array.from({ length: 3 }, () => () => answer(500, "bare")));
  await world.next();
  expect((await syncs(world))[0]).toMatchObject({ status: "queued", attempt: 1, error_class: "transient" });
  await world.next();
  world.airbyte.faults.push(...Array.from({ length: 3 }, () => () => new Response("<html>", { status: 502 })));
  await world.next();
  expect((await syncs(world))[0]).toMatchObject({ status: "running", attempt: 2, airbyte_job_id: "1" });
  world.airbyte.end("succeeded", { rows: 2 });
  await world.drain();
  expect((await syncs(world))[0]).toMatchObject({ status: "succeeded", attempt: 2 });
});

test("a job that Airbyte does not know any more is started anew", async () => {
  const world = await started();
  await world.next();
  world.airbyte.jobs.length = 0;
  await world.next();
  expect((await syncs(world))[0]).toMatchObject({ status: "queued", error_class: "system", airbyte_job_id: null });
  await world.next();
  world.airbyte.end("succeeded", { rows: 9 });
  await world.drain();
  expect((await syncs(world))[0]).toMatchObject({ status: "succeeded", rows: 9 });
});

test("'already running' while nothing runs is tried again", async () => {
  const world = await started();
  world.airbyte.faults.push(() => answer(409, "A sync is already running"));
  await world.next();
  expect((await syncs(world))[0]).toMatchObject({ status: "queued", error_class: "transient" });
  await world.next();
  expect((await syncs(world))[0]).toMatchObject({ status: "running", airbyte_job_id: "1" });
});
