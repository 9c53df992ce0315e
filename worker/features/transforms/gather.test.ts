import { expect, test } from "vitest";
import { gatherMs } from "../../db/transform-request.ts";
import { runnerOf } from "../../testing/http-runner.ts";
import { openWorld, type World } from "../../testing/ledger-world.ts";

/** Two syncs of one tenant, both with a job at Airbyte; the first one ends. */
async function oneOfTwoEnded(): Promise<World> {
  const world = await openWorld();
  await world.tenant("acme", ["meta", "tiktok"]);
  await world.tick("hour");
  while (world.airbyte.jobs.length < 2) await world.next();
  world.airbyte.end("succeeded", { rows: 7 });
  while ((await world.count("runs where status = 'succeeded'")) === 0) await world.next();
  return world;
}

test("a transform waits for the other sync of its tenant, and is due when that ends", async () => {
  const world = await oneOfTwoEnded();
  expect((await runnerOf(world).lease()).status).toBe(204);
  world.airbyte.end("succeeded", { rows: 9 });
  await world.drain();
  expect((await runnerOf(world).lease()).status).toBe(200);
  expect(await world.count("runs where kind = 'transform'")).toBe(1);
});

test("it does not wait for ever", async () => {
  const world = await oneOfTwoEnded();
  world.app.pass(gatherMs);
  expect((await runnerOf(world).lease()).status).toBe(200);
});
