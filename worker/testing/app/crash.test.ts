import { readFileSync, watch } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { RunView } from "#contracts/operator.ts";
import { until } from "../../../deploy/local/wait.ts";
import { app, newSnapshot, operator, ownerOf } from "./client.ts";
import { control, factsOf, sum, truthOf } from "./truth.ts";

const tenantId = app.ready.tenants[1]!.id;
const pidOf = (name: string): number => JSON.parse(readFileSync(join(app.state, "pids.json"), "utf8")).pids[name];

/** Asks for a sync of everything of the tenant and returns the snapshot that was current before. */
async function moveTheWorld(): Promise<string> {
  const { snapshot_id } = await operator().status(tenantId);
  await control("/control/restate", { tenant: tenantId, platform: "tiktok", days_back: 5, factor: 1.3 });
  await operator().syncNow(tenantId);
  return snapshot_id!;
}

async function transformUnderWay(): Promise<void> {
  const isOurs = (run: RunView) => run.kind === "transform" && run.status === "running";
  await until("the transform", 120_000, async () => (await operator().status(tenantId)).runs.some(isOurs) || null, 20);
}

const runnerLog = () => readFileSync(join(app.state, "logs", "runner.log"), "utf8").split("\n");

/** Waits for the moment at which dbt begins to build ours; `from`: line of the runner's log. Heartbeats are too far apart to tell. */
async function buildUnderWay(from: number): Promise<void> {
  const isOurs = (line: string) => line.includes('"dbt_freshness"') && line.includes(`"${tenantId}"`);
  await until("the build", 120_000, async () => runnerLog().slice(from).some(isOurs) || null, 20);
}

/** Lets the Cron's minutes come every five seconds, and waits for what they finish. */
async function finishedByTicks(before: string): Promise<void> {
  const ticking = setInterval(
    () =>
      void operator()
        .tick("* * * * *")
        .catch(() => {}),
    5000,
  );
  await newSnapshot(tenantId, before).finally(() => clearInterval(ticking));
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
  const lines = runnerLog().length - 1;
  const before = await moveTheWorld();
  await buildUnderWay(lines);
  const runner = pidOf("runner");
  process.kill(runner, "SIGKILL");

  const served = await (await ownerOf(tenantId)).combined({});
  expect(served.snapshot_id).toBe(before);
  await until("a new runner", 30_000, async () => (pidOf("runner") !== runner ? true : null));
  await finishedByTicks(before);
  await expectTruth();
});

test("a Worker killed in the middle of a publication: the old snapshot is served, the work is finished", async () => {
  const caller = await ownerOf(tenantId);
  const before = await moveTheWorld();
  await transformUnderWay();
  // The runner works on one tenant at a time, so the next value in KV is the first shard of this publication.
  const killed = Promise.withResolvers<void>();
  const watcher = watch(join(app.state, "wrangler", "v3", "kv"), { recursive: true }, (_, file) => {
    if (!file?.includes("blobs")) return;
    watcher.close();
    process.kill(-pidOf("worker"), "SIGKILL");
    killed.resolve();
  });
  await killed.promise;
  const served = await until("a new Worker", 60_000, () => caller.combined({}), 20);
  expect(served.snapshot_id).toBe(before);
  await finishedByTicks(before);
  await expectTruth();
});
