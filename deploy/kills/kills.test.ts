import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { freePorts } from "../../worker/testing/app/start-app.ts";
import { readSettings } from "../local/settings.ts";
import { phases, shares, type Victim, victims } from "./aims.ts";
import { Feeder } from "./feeder.ts";
import { Killer } from "./killer.ts";
import { NumberedLake } from "./lake.ts";
import { Ledger } from "./ledger.ts";
import { numberedStreams } from "./platform.ts";
import { Signals } from "./signals.ts";
import { startKillable } from "./stack.ts";
import type { Scene } from "./strike.ts";
import { quiet, settle } from "./verdict.ts";

const { KILLS: kills, KILLS_SEED: seed } = z
  .object({
    KILLS: z.coerce.number().int().min(4).default(200),
    KILLS_SEED: z.coerce
      .number()
      .int()
      .default(Math.floor(Math.random() * 1e9)),
  })
  .parse(process.env);
/** Between two comparisons of everything with the truth. */
const batch = 40;
/** With fewer kills not every phase has had its chance. */
const enough = 200;
/** Some moments are milliseconds long. */
const mayBeMissed = 1 / 6;

// The real connectors take long, and are not to keep the numbered ones waiting.
process.env.AIRBYTE_PARALLEL = "4";
process.env.RATE_LIMITS = JSON.stringify({ ip: 1e6, auth: 1e6, user: 1e6, key: 1e6, tenant: 1e6 });

test(`${kills} kills of connectors, embedded Airbyte, Worker and runner lose and double no row`, async () => {
  console.log(`KILLS=${kills} KILLS_SEED=${seed}`);
  const stack = await startKillable(await freePorts(), readSettings().pythonHome);
  const signals = new Signals();
  const ledger = new Ledger(stack.settings.state);
  const scene: Scene = { stack, signals, ledger };
  const lake = new NumberedLake(join(stack.settings.warehouse, "lake"));
  const feeder = new Feeder(scene, seed);
  const killers = new Map(victims.map((victim) => [victim, new Killer(scene, lake, victim, seed)]));
  let isFine = false;
  try {
    await settle(scene, feeder, lake);
    watchAll(scene);
    for (let done = 0; done < kills; done += batch) {
      const size = Math.min(batch, kills - done);
      feeder.goOn();
      const killing = victims.map((victim) => killers.get(victim)!.kill(partOf(size, victim)));
      const [connectors, airbyte, ...others] = killing;
      await Promise.all([Promise.all([connectors, airbyte]).then(() => feeder.slowDown()), ...others]);
      ledger.workerIsGone();
      feeder.rest();
      await quiet(scene);
      await settle(scene, feeder, lake);
      console.log(`${done + size} kills: every row once`);
    }
    isFine = true;
  } finally {
    await feeder.end();
    signals.close();
    ledger.close();
    await stack.stop(isFine);
  }
  const hits = new Map([...killers].map(([victim, killer]) => [victim, killer.hits]));
  console.log(report(hits));
  for (const victim of victims) expect(hits.get(victim)!.length).toBeGreaterThan(0);
  expect(feeder.strange).toEqual([]);
  const all = victims.flatMap((victim) => phases[victim]).length;
  if (kills >= enough) expect(missed(hits).length, missed(hits).join(", ")).toBeLessThanOrEqual(all * mayBeMissed);
});

const partOf = (size: number, victim: Victim): number => Math.max(1, Math.round((size * shares[victim]) / 100));

function watchAll({ stack, signals }: Scene): void {
  const { state, warehouse } = stack.settings;
  // The advertisers are read, too.
  signals.watchLake(join(warehouse, "lake"), numberedStreams.length + 1);
  signals.watchSnapshots(join(state, "wrangler", "v3", "kv"));
  for (const name of ["airbyte", "runner"]) signals.watchLog(join(state, "logs"), name);
  for (const { connections } of stack.numbered)
    for (const { platform } of connections) signals.watchJournal(platform.folder);
}

type Hits = ReadonlyMap<Victim, readonly (readonly string[])[]>;

const counted = (hits: readonly (readonly string[])[], phase: string): number =>
  hits.filter((found) => found.includes(phase)).length;

function report(hits: Hits): string {
  const lines = [...hits].map(([victim, found]) => {
    const all = [...new Set(found.flat())].sort();
    return `${victim}: ${found.length} (${all.map((phase) => `${phase} ${counted(found, phase)}`).join(", ")})`;
  });
  return lines.join("\n");
}

const missed = (hits: Hits): string[] =>
  victims.flatMap((victim) =>
    phases[victim].filter((phase) => counted(hits.get(victim)!, phase) === 0).map((phase) => `${victim}: ${phase}`),
  );
