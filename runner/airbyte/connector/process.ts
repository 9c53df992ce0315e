import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Peaks, watchDisk, watchMemory } from "../limits/guard.ts";
import { LimitExceeded, type Limits, memoryExceeded } from "../limits/limits.ts";
import { killAll } from "../limits/process-tree.ts";
import { readLines } from "../records/lines.ts";
import type { ConnectorDefinition } from "./definitions.ts";
import { ConnectorFailure } from "./failure.ts";

const LAUNCHER = fileURLToPath(new URL("launch.py", import.meta.url));
const STAND_IN = fileURLToPath(new URL("../stand-in", import.meta.url));
const GRACE_MS = 5_000;
/** What one process may map at most, in times of the limit: it stops what grows faster than we look. Threads map more than they use. */
const CEILING = 2;
/** What Python, numpy and the allocator of C++ say when they get no more. */
const OUT_OF_MEMORY = /MemoryError|std::bad_alloc|Cannot allocate memory/;
/** What a connector may know of our environment: the way out to the network, nothing of ours. */
const passedOn = ["PATH", "LANG", "TZ", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"];

export interface ConnectorHost {
  readonly venvs: string;
  /** Holds a private folder per process while it runs; emptied at start, since a crash may have left configurations. */
  readonly privateFolder: string;
  readonly standIns: Readonly<Record<string, string>>;
  /** For development: manifests may reach this machine too. */
  readonly manifestLoopback?: boolean;
  /** A process that says nothing for so long hangs, and is ended. */
  readonly stallMs: number;
  readonly limits: Limits;
  /** The last day (`YYYY-MM-DD`) that a read is to bring, for connectors whose configuration cannot say it. */
  readonly readUntil?: string | undefined;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Handlers {
  /** Called for one line at a time; the process is held back while it works. */
  readonly line: (line: Buffer) => Promise<void> | void;
  readonly errorText: (text: string) => void;
  /** Gets the most that the process used. */
  readonly peaks?: Peaks;
}

/**
 * Runs one command of a connector. `files` become `--<name> <path>` with owner-only permissions and are gone afterwards.
 * Rejects with the signal's reason when aborted, after the process group has ended.
 */
export async function runConnector(
  host: ConnectorHost,
  definition: ConnectorDefinition,
  command: "spec" | "check" | "discover" | "read",
  files: Readonly<Record<string, unknown>>,
  handlers: Handlers,
  signal: AbortSignal,
): Promise<Exit> {
  signal.throwIfAborted();
  await mkdir(host.privateFolder, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(join(host.privateFolder, "run-"));
  try {
    const options: string[] = [];
    for (const [name, content] of Object.entries(files)) {
      const path = join(folder, `${name}.json`);
      await writeFile(path, JSON.stringify(content), { mode: 0o600 });
      options.push(`--${name}`, path);
    }
    return await supervise(host, definition, [command, ...options], folder, handlers, signal);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function supervise(
  host: ConnectorHost,
  definition: ConnectorDefinition,
  commandLine: readonly string[],
  folder: string,
  handlers: Handlers,
  signal: AbortSignal,
): Promise<Exit> {
  const bin = join(host.venvs, definition.venv, "bin");
  const child = spawn(join(bin, "python"), [LAUNCHER, join(bin, definition.venv), ...commandLine], {
    cwd: folder,
    env: environmentOf(host, definition, folder),
    stdio: ["pipe", "pipe", "pipe"],
    detached: true,
  });
  let killer: NodeJS.Timeout | undefined;
  let exceeded: LimitExceeded | undefined;
  let outOfMemory = false;
  /** What it started may have left its group, and holds our pipes. */
  const kill = () => {
    killGroup(child.pid, "SIGKILL");
    killAll(memory.tree);
  };
  const stop = () => {
    if (exceeded || signal.reason instanceof LimitExceeded) return kill();
    killGroup(child.pid, "SIGTERM");
    killer = setTimeout(kill, GRACE_MS);
  };
  signal.addEventListener("abort", stop, { once: true });
  let stalled = false;
  const heart = setTimeout(() => {
    stalled = true;
    stop();
  }, host.stallMs);
  const heard = (line: Buffer): Buffer => {
    if (!stalled) heart.refresh();
    return line;
  };
  const exceed = (why: LimitExceeded) => {
    exceeded = why;
    stop();
  };
  const peaks = handlers.peaks ?? { memoryBytes: 0, diskBytes: 0 };
  using memory = watchMemory(child.pid, host.limits, peaks, exceed);
  using _disk = watchDisk(folder, [], host.limits, peaks, exceed);
  try {
    const ended = once(child, "close") as Promise<[number | null, NodeJS.Signals | null]>;
    const lines = consume(child.stdout, (line) => handlers.line(heard(line)));
    const texts = consume(child.stderr, (line) => {
      const text = heard(line).toString();
      outOfMemory ||= OUT_OF_MEMORY.test(text);
      return handlers.errorText(text);
    });
    const [[code, by]] = await Promise.all([ended, lines, texts]);
    signal.throwIfAborted();
    if (exceeded) throw exceeded;
    if (outOfMemory && code !== 0) throw memoryExceeded(host.limits);
    if (stalled) throw new ConnectorFailure("transient", silence(host));
    return { code, signal: by };
  } finally {
    clearTimeout(heart);
    signal.removeEventListener("abort", stop);
    clearTimeout(killer);
    kill();
  }
}

async function consume(stream: AsyncIterable<Buffer>, handle: (line: Buffer) => Promise<void> | void): Promise<void> {
  for await (const line of readLines(stream)) await handle(line);
}

const silence = ({ stallMs }: ConnectorHost): string =>
  `the connector said nothing for ${stallMs / 1000} s (AIRBYTE_STALL_SECONDS)`;

function environmentOf(host: ConnectorHost, { hasManifest }: ConnectorDefinition, folder: string): NodeJS.ProcessEnv {
  const own = Object.fromEntries(passedOn.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
  const reach = hasManifest && { REACH: host.manifestLoopback ? "public and loopback" : "public" };
  const python = { PYTHONUNBUFFERED: "1", PYTHONIOENCODING: "utf-8" };
  const ceiling = { MEMORY_CEILING: String(CEILING * host.limits.memoryBytes) };
  const until = host.readUntil !== undefined && { READ_UNTIL: host.readUntil };
  const base = { ...own, ...reach, ...until, ...python, ...ceiling, HOME: folder, TMPDIR: folder };
  if (Object.keys(host.standIns).length === 0) return base;
  return { ...base, PYTHONPATH: STAND_IN, STAND_IN_HOSTS: JSON.stringify(host.standIns) };
}

function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // The group has ended already.
  }
}
