import fc from "fast-check";
import { expect, test } from "vitest";
import { openWorld, type World } from "../../testing/ledger-world.ts";

type Act = "hour" | "minute" | "deliver" | "lose" | "repeat" | "succeed" | "fail" | "forget" | "break" | "mend";

const act: Record<Act, (world: World) => Promise<unknown> | unknown> = {
  hour: (world) => world.tick("hour"),
  minute: (world) => {
    world.app.pass(61_000);
    return world.tick("minute");
  },
  deliver: (world) => world.queue.waiting.length > 0 && world.next(),
  lose: (world) => world.queue.waiting.length > 0 && world.queue.take(),
  repeat: (world) => {
    if (world.queue.waiting.length === 0) return;
    const message = world.queue.take();
    return Promise.all([world.queue.give(message, world.context), world.queue.give(message, world.context)]);
  },
  succeed: (world) => running(world) && world.airbyte.end("succeeded", { rows: 1 }),
  fail: (world) => running(world) && world.airbyte.end("failed"),
  forget: (world) => {
    world.airbyte.jobs.length = 0;
  },
  break: (world) => {
    world.queue.broken = true;
  },
  mend: (world) => {
    world.queue.broken = false;
  },
};

const running = (world: World) => world.airbyte.jobs.some((job) => job.status === "running");

/** At no moment two unfinished syncs of a connection, or two transforms of a tenant that wait. */
async function expectInvariants(world: World): Promise<void> {
  const doubled = await world.rows(`select kind, connection_id, count(*) from runs
    where status = 'queued' or (status = 'running' and kind = 'sync')
    group by tenant_id, kind, connection_id having count(*) > 1`);
  expect(doubled).toEqual([]);
  const busy = new Map<string, number>();
  for (const job of world.airbyte.jobs)
    if (job.status === "running") busy.set(job.connectionId, (busy.get(job.connectionId) ?? 0) + 1);
  for (const count of busy.values()) expect(count).toBe(1);
}

test("whatever order messages come in: one sync a connection, and once all is well again, all comes to an end", async () => {
  const acts = fc.array(fc.constantFrom(...(Object.keys(act) as Act[])), { minLength: 5, maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(acts, async (order) => {
      const world = await openWorld();
      await world.tenant("acme", ["meta", "tiktok"]);
      await world.tick("hour");
      for (const name of order) {
        await act[name](world);
        await expectInvariants(world);
      }
      world.queue.broken = false;
      for (
        let round = 0;
        round < 40 && (await world.count("runs where kind = 'sync' and status in ('queued', 'running')"));
        round += 1
      ) {
        await act.minute(world);
        while (world.queue.waiting.length > 0) {
          while (running(world)) world.airbyte.end("succeeded", { rows: 1 });
          await world.next();
        }
      }
      expect(await world.count("runs where kind = 'sync' and status in ('queued', 'running')")).toBe(0);
      expect(await world.count("dead_letters")).toBe(0);
      const succeeded = await world.count("runs where kind = 'sync' and status = 'succeeded'");
      if (succeeded > 0) expect(await world.count("runs where kind = 'transform' and status = 'queued'")).toBe(1);
    }),
    { numRuns: 12 },
  );
}, 120_000);
