import { expect, test } from "vitest";
import type { World } from "../../testing/ledger-world.ts";
import { started } from "../../testing/started-sync.ts";

async function byHand(world: World): Promise<void> {
  const { messages } = await world.context.openTenant("acme").syncs.request(["meta"], "manual", "by hand");
  await world.context.deliver(messages);
}

const expired = { detail: { error_class: "config", error_message: "The token has expired" } };

test("what only a person can mend stops the schedule, until a sync by hand succeeds", async () => {
  const world = await started();
  await world.next();
  world.airbyte.end("failed", expired);
  await world.drain();
  const connection = async () => (await world.rows<Record<string, unknown>>("select * from connections"))[0];
  expect(await connection()).toMatchObject({ status: "attention", attention_message: "The token has expired" });
  expect((await connection())?.attention_at).toBeGreaterThan(world.app.clock() - 60_000);
  world.app.pass(3 * 3_600_000);
  await world.tick("minute");
  expect(await world.count("runs where kind = 'sync'")).toBe(1);

  await byHand(world);
  await world.drain(
    () => world.airbyte.jobs.some(({ status }) => status === "running") && world.airbyte.end("succeeded"),
  );
  expect(await connection()).toMatchObject({ status: "active", attention_message: null, attention_at: null });
  await world.tick("minute");
  expect((await connection())?.next_due_at).toBeGreaterThan(world.app.clock());
});

test("a paused connection stays paused when its sync fails for good, and when one succeeds", async () => {
  const world = await started();
  await world.rows("update connections set status = 'paused'");
  await world.next();
  world.airbyte.end("failed", expired);
  await world.drain();
  await byHand(world);
  await world.drain(
    () => world.airbyte.jobs.some(({ status }) => status === "running") && world.airbyte.end("succeeded"),
  );
  expect(await world.rows("select status, attention_message from connections")).toEqual([
    { status: "paused", attention_message: null },
  ]);
});

test("a sync that its schedule asked for does not begin once its connection is paused", async () => {
  const world = await started();
  await world.rows("update runs set trigger = 'schedule'");
  await world.rows("update connections set status = 'paused'");
  await world.drain();
  expect(await world.rows("select status from runs")).toEqual([{ status: "cancelled" }]);
  expect(world.airbyte.jobs).toEqual([]);
});
