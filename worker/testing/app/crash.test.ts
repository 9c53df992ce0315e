import { readFileSync, watch } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { until } from "../../../deploy/local/wait.ts";
import { app, newSnapshot, operator, ownerOf } from "./client.ts";
import { control, factsOf, sum, truthOf } from "./truth.ts";

const tenantId = app.ready.tenants[1]!.id;
const pidOf = (name: string): number => JSON.parse(readFileSync(join(app.state, "pids.json"), "utf8")).pids[name];

/** Asks for a sync of everything and returns the snapshot that was current before. */
async function moveTheWorld(): Promise<string> {
  const { snapshot_id } = await operator().status(tenantId);
  await control("/control/restate", { tenant: tenantId, platform: "tiktok", days_back: 5, factor: 1.3 });
  await operator().tick("0 * * * *");
  return snapshot_id!;
}

async function expectTruth(): Promise<void> {
  const truth = await truthOf(tenantId);
  const days = truth.map(({ date }) => date).sort();
  const { campaign } = await (await ownerOf(tenantId)).combined({ start_date: days[0]!, end_date: days.at(-1)! });
  for (const point of campaign.trend)
    expect({ date: point.date, ...factsOf(point) }).toEqual({
      date: point.date,
      ...sum(truth.filter(({ date }) => date === point.date)),
    });
}

test("a runner killed in the middle of dbt: the old snapshot is served, the next tick finishes the work", async () => {
  const before = await moveTheWorld();
  await until(
    "dbt at work",
    120_000,
    async () => {
      const { runs } = await operator().status(tenantId);
      return (
        runs.some((run) => run.kind === "transform" && run.status === "running" && run.progress?.includes('"build"')) ||
        null
      );
    },
    20,
  );
  const runner = pidOf("runner");
  process.kill(runner, "SIGKILL");

  const served = await (await ownerOf(tenantId)).combined({});
  expect(served.snapshot_id).toBe(before);
  await until("a new runner", 30_000, async () => (pidOf("runner") !== runner ? true : null));
  await newSnapshot(tenantId, before);
  await expectTruth();
});

test("a Worker killed in the middle of a publication: the old snapshot is served, the work is finished", async () => {
  const before = await moveTheWorld();
  const killed = Promise.withResolvers<number>();
  const watcher = watch(join(app.state, "wrangler", "v3", "kv"), { recursive: true }, () => {
    watcher.close();
    const worker = pidOf("worker");
    process.kill(-worker, "SIGKILL");
    killed.resolve(worker);
  });
  const worker = await killed.promise;
  await until("a new Worker", 60_000, async () => {
    const answer = await fetch(`${app.ready.url}/api/health/`);
    return answer.ok && pidOf("worker") !== worker ? true : null;
  });
  await newSnapshot(tenantId, before);
  await expectTruth();
});
