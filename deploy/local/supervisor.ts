import { type ChildProcess, spawn } from "node:child_process";
import {
  createWriteStream,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  type WriteStream,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export interface ProcessSpec {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
}

/** How long a process that died stays away: the first, doubled with each death that follows soon. */
export interface RestartWaits {
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
}

interface Kept {
  readonly spec: ProcessSpec;
  child: ChildProcess | null;
  failures: number;
  startedAt: number;
}

/** In bytes; a log is only put aside when its process starts. */
const logLimit = 10 * 2 ** 20;

/** Ends a process group: politely, then after `graceMs` without asking. */
async function endGroup(pid: number, graceMs: number): Promise<void> {
  const alive = () => {
    try {
      process.kill(-pid, 0);
      return true;
    } catch {
      return false;
    }
  };
  const send = (signal: NodeJS.Signals) => {
    if (alive()) process.kill(-pid, signal);
  };
  send("SIGTERM");
  const end = Date.now() + graceMs;
  while (alive() && Date.now() < end) await sleep(50);
  send("SIGKILL");
}

/**
 * Keeps the processes of this machine running: each in a group of its own (so that nothing of it can stay behind), its output in
 * `logs/<name>.log`; one that dies is started again after 0.5, 1, 2 … 10 s. Pids are kept in a file so that the next start can
 * end what a killed supervisor left.
 */
export class Supervisor {
  readonly #kept = new Map<string, Kept>();
  readonly #logs: string;
  readonly #pidFile: string;
  readonly #waits: RestartWaits;
  #stopping = false;

  constructor(state: string, waits: RestartWaits = { firstWaitMs: 500, longestWaitMs: 10_000 }) {
    this.#waits = waits;
    this.#logs = join(state, "logs");
    this.#pidFile = join(state, "pids.json");
    mkdirSync(this.#logs, { recursive: true });
  }

  start(spec: ProcessSpec): void {
    const kept: Kept = { spec, child: null, failures: 0, startedAt: 0 };
    this.#kept.set(spec.name, kept);
    this.#launch(kept);
  }

  pidOf(name: string): number | undefined {
    return this.#kept.get(name)?.child?.pid;
  }

  /** Milliseconds since the process was started, or started again. */
  ageOf(name: string): number {
    return Date.now() - (this.#kept.get(name)?.startedAt ?? Date.now());
  }

  /** Ends a process that does not answer any more; it is started again like one that died. */
  async restart(name: string): Promise<void> {
    const pid = this.pidOf(name);
    if (pid) await endGroup(pid, 3000);
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    const pids = [...this.#kept.values()].map((kept) => kept.child?.pid).filter((pid) => pid !== undefined);
    await Promise.all(pids.map((pid) => endGroup(pid, 8000)));
    this.#kept.clear();
    this.#writePids();
  }

  #launch(kept: Kept): void {
    const { spec } = kept;
    const log = this.#openLog(spec.name);
    const child = spawn(spec.program, spec.args, {
      cwd: spec.cwd,
      env: spec.env,
      stdio: ["pipe", "pipe", "pipe"],
      detached: true,
    });
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    kept.child = child;
    kept.startedAt = Date.now();
    this.#writePids();
    child.on("error", (error) => log.write(`${spec.name} cannot start: ${error.message}\n`));
    child.on("exit", (code, signal) => {
      log.end();
      if (!this.#stopping) void this.#again(kept, child, `${spec.name} ended (${signal ?? `code ${code}`})`);
    });
  }

  async #again(kept: Kept, child: ChildProcess, why: string): Promise<void> {
    if (child.pid) await endGroup(child.pid, 1000);
    kept.failures = Date.now() - kept.startedAt > 30_000 ? 0 : kept.failures + 1;
    const wait = Math.min(this.#waits.firstWaitMs * 2 ** kept.failures, this.#waits.longestWaitMs);
    console.log(`! ${why}; starting it again in ${wait / 1000} s`);
    await sleep(wait);
    if (!this.#stopping) this.#launch(kept);
  }

  /** Appends to the log; one that has grown large is put aside first, in the place of the one before. */
  #openLog(name: string): WriteStream {
    const file = join(this.#logs, `${name}.log`);
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (size > logLimit) renameSync(file, `${file}.old`);
    return createWriteStream(file, { flags: "a" });
  }

  #writePids(): void {
    const pids = Object.fromEntries([...this.#kept].map(([name, kept]) => [name, kept.child?.pid ?? null]));
    writeFileSync(this.#pidFile, JSON.stringify({ supervisor: process.pid, pids }));
  }
}

/** Whether `pid` is a process that was started from this checkout (a pid may have been given to somebody else meanwhile). */
function isOurs(pid: number, root: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(root);
  } catch {
    return false;
  }
}

/** Ends what an earlier supervisor of this state folder left. Returns its pid when it still runs: then nothing is touched. */
export async function endLeftovers(state: string, root: string): Promise<number | null> {
  let left: { supervisor: number; pids: Record<string, number | null> };
  try {
    left = JSON.parse(readFileSync(join(state, "pids.json"), "utf8"));
  } catch {
    return null;
  }
  if (left.supervisor !== process.pid && isOurs(left.supervisor, root)) return left.supervisor;
  for (const pid of Object.values(left.pids)) if (pid && isOurs(pid, root)) await endGroup(pid, 3000);
  return null;
}
