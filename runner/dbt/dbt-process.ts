import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type Log, messageOf } from "../log.ts";
import { type DbtProgress, type DbtRequest, type DbtResult, Told } from "./messages.ts";

const SERVER = fileURLToPath(new URL("./server.py", import.meta.url));
const KILL_AFTER_MS = 25_000;

/** The Python process ended in the middle of a command. */
export class DbtGone extends Error {
  override readonly name = "DbtGone";
}

interface Hearing {
  readonly onProgress: (progress: DbtProgress) => void;
  readonly onResult: (result: DbtResult) => void;
}

/** dbt in one long-lived Python process: started at the first command, started again when it died, one command at a time. */
export class DbtProcess {
  readonly #python: string;
  readonly #log: Log;
  #child: ChildProcess | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #nextId = 1;
  readonly #hearings = new Map<number, Hearing>();

  constructor(python: string, log: Log) {
    this.#python = python;
    this.#log = log;
  }

  /** The process id while it lives, for those who watch it. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Starts Python and dbt's import, which take seconds, before they are needed. */
  warmUp(): void {
    this.#start();
  }

  /**
   * Waits for its turn, then runs the command. When `signal` aborts dbt is interrupted and, 25 s later, killed.
   * @throws DbtGone when the process ends before the result, the signal's reason when it aborted while waiting
   */
  run(request: DbtRequest, onProgress: (progress: DbtProgress) => void, signal: AbortSignal): Promise<DbtResult> {
    const turn = this.#last.then(() => this.#run(request, onProgress, signal));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Ends the process; a command under way fails with DbtGone. */
  async close(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, "exit");
    child.stdin?.end();
    await exited;
  }

  async #run(request: DbtRequest, onProgress: Hearing["onProgress"], signal: AbortSignal): Promise<DbtResult> {
    signal.throwIfAborted();
    const child = this.#start();
    const id = this.#nextId++;
    const { promise, resolve, reject } = Promise.withResolvers<DbtResult>();
    const gone = (code: number | null, by: NodeJS.Signals | null) =>
      reject(new DbtGone(`The dbt process ended before the command did (${by ?? `exit code ${code}`})`));
    const failed = (error: Error) => reject(new DbtGone(`${this.#python} cannot be run: ${error.message}`));
    let killing: NodeJS.Timeout | undefined;
    const interrupt = () => {
      child.kill("SIGINT");
      killing = setTimeout(() => child.kill("SIGKILL"), KILL_AFTER_MS);
    };
    this.#hearings.set(id, { onProgress, onResult: resolve });
    child.once("exit", gone).once("error", failed);
    signal.addEventListener("abort", interrupt);
    try {
      child.stdin?.write(`${JSON.stringify({ id, ...request })}\n`);
      return await promise;
    } finally {
      clearTimeout(killing);
      signal.removeEventListener("abort", interrupt);
      child.off("exit", gone).off("error", failed);
      this.#hearings.delete(id);
    }
  }

  #start(): ChildProcess {
    const known = this.#child;
    if (known && known.pid !== undefined && known.exitCode === null && known.signalCode === null) return known;
    // Nothing of our environment goes along: no secret can reach a dbt log, and dbt scans all of it at every event.
    const env = { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "/tmp", LANG: "C.UTF-8", TZ: "UTC" };
    const child = spawn(this.#python, [SERVER], { stdio: ["pipe", "pipe", "pipe"], env });
    child.stdin.on("error", (error) => this.#log("warn", "dbt_stdin", { error: error.message }));
    child.on("error", (error) => this.#log("error", "dbt_not_started", { error: error.message }));
    createInterface({ input: child.stdout }).on("line", (line) => this.#hear(line));
    createInterface({ input: child.stderr }).on("line", (line) => this.#log("warn", "dbt_stderr", { line }));
    this.#child = child;
    return child;
  }

  #hear(line: string): void {
    let told: Told;
    try {
      told = Told.parse(JSON.parse(line));
    } catch (error) {
      this.#log("error", "dbt_line_not_understood", { error: messageOf(error) });
      return;
    }
    if (told.event === "ready") this.#log("info", "dbt_ready", { version: told.version });
    else if (told.event === "progress") this.#hearings.get(told.id)?.onProgress(told);
    else this.#hearings.get(told.id)?.onResult(told);
  }
}
