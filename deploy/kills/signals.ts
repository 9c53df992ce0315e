import { closeSync, type FSWatcher, openSync, readSync, watch } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";

/** Gives what was added to a file since the last time, in whole lines. */
class Tail {
  readonly #path: string;
  #at = 0;
  #rest = "";

  constructor(path: string) {
    this.#path = path;
  }

  lines(): string[] {
    const file = openSync(this.#path, "r");
    const block = Buffer.alloc(65_536);
    try {
      for (let read = readSync(file, block, 0, block.length, this.#at); read > 0; ) {
        this.#at += read;
        this.#rest += block.toString("utf8", 0, read);
        read = readSync(file, block, 0, block.length, this.#at);
      }
    } finally {
      closeSync(file);
    }
    const lines = this.#rest.split("\n");
    this.#rest = lines.pop() ?? "";
    return lines;
  }
}

const Logged = z.object({ event: z.string(), step: z.string().optional(), job_id: z.number().optional() });

/** What goes on in the stack, as it shows from outside: files that appear, lines of logs, journals of connectors. */
export class Signals {
  /** What each connector process that keeps a journal said last. */
  readonly connectors = new Map<number, string>();
  /** Airbyte's jobs that have ended, by their log. */
  readonly ended = new Set<string>();
  /** What the runner said last of a transform; `idle` when that is over. */
  runnerStep = "idle";
  readonly #counts = new Map<string, number>();
  readonly #waiting = new Map<string, (() => void)[]>();
  readonly #watchers: FSWatcher[] = [];

  emit(name: string): void {
    this.#counts.set(name, this.count(name) + 1);
    for (const tell of this.#waiting.get(name)?.splice(0) ?? []) tell();
  }

  count(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  /** Resolves to whether the next one came in time. */
  next(name: string, timeoutMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), timeoutMs);
      const tell = () => {
        clearTimeout(timer);
        resolve(true);
      };
      this.#waiting.set(name, [...(this.#waiting.get(name) ?? []), tell]);
    });
  }

  /** `lake:temporary`, `lake:last` when a sync writes the last of `streams` files, and `lake:final`. */
  watchLake(lake: string, streams: number): void {
    const written = new Map<string, Set<string>>();
    this.#watch(lake, (file) => {
      if (file.endsWith(".parquet")) this.emit("lake:final");
      if (!file.endsWith(".parquet.tmp")) return;
      this.emit("lake:temporary");
      const files = written.get(basename(file)) ?? new Set();
      written.set(basename(file), files.add(file));
      if (files.size === streams) this.emit("lake:last");
    });
  }

  /** `shard`: KV got a value. */
  watchSnapshots(folder: string): void {
    this.#watch(folder, (file) => file.includes("blobs") && this.emit("shard"));
  }

  /** `<process>:<event>`, and `<process>:<event>:<step>` where the line has one. */
  watchLog(folder: string, name: string): void {
    const tail = new Tail(join(folder, `${name}.log`));
    const read = () => {
      for (const line of tail.lines()) {
        const said = Logged.safeParse(parsed(line)).data;
        if (said) this.#logged(name, said);
      }
    };
    read();
    this.#watch(folder, (file) => file === `${name}.log` && read());
  }

  /** `connector:<phase>`. */
  watchJournal(folder: string): void {
    const tail = new Tail(join(folder, "journal"));
    this.#watch(folder, (file) => {
      if (file !== "journal") return;
      for (const line of tail.lines()) {
        const [pid, phase] = line.split(" ") as [string, string];
        this.connectors.set(Number(pid), phase);
        this.emit(`connector:${phase}`);
      }
    });
  }

  close(): void {
    for (const watcher of this.#watchers) watcher.close();
  }

  #logged(name: string, { event, step, job_id }: z.infer<typeof Logged>): void {
    if (event === "sync.ended" && job_id !== undefined) this.ended.add(String(job_id));
    if (event === "run.leased") this.runnerStep = "leased";
    if (event === "run.step" && step) this.runnerStep = step;
    if (["runner.started", "run.done", "run.failed", "run.lease_lost"].includes(event)) this.runnerStep = "idle";
    this.emit(`${name}:${event}`);
    if (step) this.emit(`${name}:${event}:${step}`);
  }

  #watch(folder: string, heard: (file: string) => unknown): void {
    this.#watchers.push(watch(folder, { recursive: true }, (_, file) => file && heard(file)));
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
