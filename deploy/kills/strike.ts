import { globSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Victim } from "./aims.ts";
import { AirbyteRemains } from "./airbyte-remains.ts";
import type { Ledger, LedgerRun } from "./ledger.ts";
import type { Signals } from "./signals.ts";
import type { Stack } from "./stack.ts";

export interface Scene {
  readonly stack: Stack;
  readonly signals: Signals;
  readonly ledger: Ledger;
}

/** Kills one process and tells at which phases that hit. null: there was none to kill. */
export async function strike(scene: Scene, victim: Victim, isReal: boolean): Promise<string[] | null> {
  if (victim === "connector") return isReal ? killReal(scene) : killNumbered(scene);
  const { supervisor } = scene.stack;
  const pid = supervisor.pidOf(victim);
  if (pid === undefined || !isAlive(pid)) return null;
  // wrangler is only the Worker's keeper; the other two are their own, and what they started must see that they are gone.
  process.kill(victim === "worker" ? -pid : pid, "SIGKILL");
  while (isAlive(pid)) await sleep(2);
  return remains[victim](scene);
}

const remains: Readonly<Record<Exclude<Victim, "connector">, (scene: Scene) => string[]>> = {
  airbyte: airbytePhases,
  worker: workerPhases,
  runner: runnerPhases,
};

function airbytePhases({ stack, signals }: Scene): string[] {
  const { settings } = stack;
  const left = new AirbyteRemains(join(settings.state, "airbyte"));
  const writing = globSync(join(settings.warehouse, "lake", "*", "*", "*", "*", ".*.parquet.tmp")).length > 0;
  const phases = left.phases();
  left.close();
  if (isNotifying(signals)) phases.push("notifying");
  if (isChecking(settings.state)) phases.push("checking");
  if (writing && !phases.includes("landing noted") && !phases.includes("between renames"))
    phases.push("writing Parquet");
  return phases.length > 0 ? phases : ["idle"];
}

function isChecking(state: string): boolean {
  const folder = join(state, "airbyte", "private");
  return globSync(join(folder, "run-*")).some((run) => {
    const files = readdirSync(run);
    return files.includes("config.json") && !files.includes("catalog.json");
  });
}

const isNotifying = (signals: Signals): boolean =>
  signals.count("airbyte:sync.ended") + signals.count("airbyte:landing.finished") >
  signals.count("airbyte:notification.sent") + signals.count("airbyte:notification.lost");

function workerPhases({ ledger, signals }: Scene): string[] {
  const runs = ledger.unfinished();
  const phases = runs.map((run) => (run.kind === "sync" ? syncPhase(run, signals) : transformPhase(run, ledger)));
  if (isNotifying(signals)) phases.push("notification under way");
  return phases.length > 0 ? phases : ["idle"];
}

function syncPhase({ status, attempt, airbyte_job_id }: LedgerRun, signals: Signals): string {
  if (status === "queued") return attempt === 0 ? "sync asked for" : "before another try";
  if (airbyte_job_id === null) return "claimed, no job";
  return signals.ended.has(airbyte_job_id) ? "job ended, not noted" : "job under way";
}

function transformPhase({ status, snapshot_id }: LedgerRun, ledger: Ledger): string {
  if (status === "queued") return "transform waits";
  return ledger.shardsOf(snapshot_id) > 0 ? "shards coming in" : "transform under way";
}

function runnerPhases({ ledger, signals }: Scene): string[] {
  const running = ledger.unfinished().filter(({ kind, status }) => kind === "transform" && status === "running");
  return [running.length > 0 || signals.runnerStep !== "leased" ? signals.runnerStep : "idle"];
}

async function killNumbered({ signals }: Scene): Promise<string[] | null> {
  const alive = [...signals.connectors].filter(([pid]) => isAlive(pid));
  const newest = alive.at(-1);
  if (!newest) return null;
  process.kill(newest[0], "SIGKILL");
  return [newest[1]];
}

/** The real connectors keep no journal: they are found by their command line. */
async function killReal({ stack }: Scene): Promise<string[] | null> {
  for (const pid of realConnectors(stack.settings.state)) {
    const words = commandLine(pid);
    process.kill(pid, "SIGKILL");
    return [`real ${words.find((word) => ["check", "discover", "read"].includes(word)) ?? "spec"}`];
  }
  return null;
}

export const realConnectors = (state: string): number[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      const text = commandLine(pid).join(" ");
      return text.includes(state) && /launch\.py .*source-(facebook|tiktok)-marketing/.test(text);
    });

function commandLine(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  } catch {
    return [];
  }
}

/** A zombie is dead. */
export function isAlive(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}
