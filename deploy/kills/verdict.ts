import { globSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import { z } from "zod";
import { AirbyteRemains } from "./airbyte-remains.ts";
import type { Feeder } from "./feeder.ts";
import type { NumberedLake } from "./lake.ts";
import { trendOf } from "./sign-in.ts";
import type { NumberedTenant, Stack } from "./stack.ts";
import type { Scene } from "./strike.ts";

const patienceMs = 600_000;

/** Waits until nothing is under way any more. Throws with what still is when that takes too long. */
export async function quiet({ ledger }: Scene): Promise<void> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const open = ledger.unfinished();
    if (open.length === 0 && ledger.count("outbox") === 0) return;
    if (Date.now() > until)
      throw new Error(`still open: ${JSON.stringify(open)}, ${ledger.count("outbox")} messages not sent`);
    await sleep(100);
  }
}

/** Syncs everything once more with nobody killed, and compares all there is with what the platforms have. */
export async function settle(scene: Scene, feeder: Feeder, lake: NumberedLake): Promise<void> {
  await quiet(scene);
  for (const { id, connections } of scene.stack.numbered)
    await feeder.sync(
      id,
      connections.map((connection) => connection.id),
    );
  await feeder.sync(scene.stack.sample.id);
  await quiet(scene);
  await lakeIsWhole(scene.stack, lake);
  for (const tenant of scene.stack.numbered) await snapshotIsTrue(scene.stack, tenant);
  await sampleIsTrue(scene.stack);
  nothingIsLeft(scene);
}

const connectionIds = ({ numbered }: Stack): string[] =>
  numbered.flatMap(({ connections }) => connections.map(({ airbyteId }) => airbyteId));

/** True at any moment: nothing is there twice, and nothing is missing in between. */
export async function lakeHasNoGaps(stack: Stack, lake: NumberedLake): Promise<void> {
  await lake.look(connectionIds(stack));
}

/** While the embedded Airbyte is dead: no state is ahead of the records that are in the lake. */
export async function noStateIsAhead(stack: Stack, lake: NumberedLake): Promise<void> {
  const remains = new AirbyteRemains(join(stack.settings.state, "airbyte"));
  try {
    expect(remains.ahead(await lake.look(connectionIds(stack)))).toEqual([]);
  } finally {
    remains.close();
  }
}

async function lakeIsWhole(stack: Stack, lake: NumberedLake): Promise<void> {
  const platforms = new Map(
    stack.numbered.flatMap(({ connections }) => connections.map(({ airbyteId, platform }) => [airbyteId, platform])),
  );
  for (const { connection, stream, next } of await lake.look(connectionIds(stack)))
    expect({ connection, stream, next }).toEqual({
      connection,
      stream,
      next: platforms.get(connection)!.heads[stream],
    });
}

async function snapshotIsTrue({ settings }: Stack, tenant: NumberedTenant): Promise<void> {
  const truth = new Map<string, number>();
  for (const { platform } of tenant.connections)
    for (const [day, shown] of platform.impressionsByDay()) truth.set(day, (truth.get(day) ?? 0) + shown);
  const days = [...truth.keys()].sort();
  const trend = await trendOf(settings.urls.worker, tenant, days[0]!, days.at(-1)!);
  expect(Object.fromEntries(trend.map(({ date, impressions }) => [date, impressions]))).toEqual(
    Object.fromEntries(days.map((day) => [day, truth.get(day)])),
  );
}

const TruthRows = z.object({
  rows: z.array(
    z.object({ platform: z.string(), date: z.string(), impressions: z.number(), spend_reporting_micros: z.number() }),
  ),
});

async function sampleIsTrue({ settings, sample }: Stack): Promise<void> {
  const answer = await fetch(`${settings.urls.sample}/truth/daily?tenant=${sample.id}`);
  const rows = TruthRows.parse(await answer.json()).rows.filter(({ platform }) =>
    ["meta", "tiktok"].includes(platform),
  );
  const days = [...new Set(rows.map(({ date }) => date))].sort();
  const sum = (day: string, what: "impressions" | "spend_reporting_micros") =>
    rows.reduce((total, row) => total + (row.date === day ? row[what] : 0), 0);
  const trend = await trendOf(settings.urls.worker, sample, days[0]!, days.at(-1)!);
  expect(trend.map(({ date, impressions, spend }) => [date, impressions, Math.round(spend * 1e6)])).toEqual(
    days.map((day) => [day, sum(day, "impressions"), sum(day, "spend_reporting_micros")]),
  );
}

function nothingIsLeft({ stack, ledger }: Scene): void {
  const { settings, numbered } = stack;
  expect(ledger.unfinished()).toEqual([]);
  expect(ledger.count("dead_letters")).toBe(0);
  expect(numbered.flatMap(({ connections }) => connections.flatMap(({ platform }) => platform.overlaps()))).toEqual([]);
  for (const folder of ["spool", "private"]) expect(globSync(join(settings.state, "airbyte", folder, "*"))).toEqual([]);
  expect(globSync(join(settings.warehouse, "lake", "**", ".*"))).toEqual([]);
  const remains = new AirbyteRemains(join(settings.state, "airbyte"));
  const jobs = remains.jobs();
  remains.close();
  expect(jobs.filter(({ status }) => !["succeeded", "failed", "cancelled"].includes(status))).toEqual([]);
  expect(overlapping(jobs)).toEqual([]);
}

interface Spell {
  readonly id: number;
  readonly connection_id: string;
  readonly started_at: number | null;
  readonly updated_at: number;
}

/** Pairs of jobs of one connection that ran at the same time. */
function overlapping(jobs: readonly Spell[]): string[] {
  const last = new Map<string, Spell>();
  const found: string[] = [];
  for (const job of jobs) {
    const before = last.get(job.connection_id);
    if (before && job.started_at !== null && job.started_at < before.updated_at)
      found.push(`${before.id} and ${job.id}`);
    if (job.started_at !== null) last.set(job.connection_id, job);
  }
  return found;
}
