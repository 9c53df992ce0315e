import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

const PROCESS = /^\d+$/;
let pageBytes: number | undefined;

/** `started` tells it from a later process with the same id. */
export interface RunningProcess {
  readonly pid: number;
  readonly parent: number;
  readonly session: number;
  readonly started: string;
}

/** The process and all that it started: its session, and children that made a session of their own. Empty where there is no /proc. */
export function processTree(root: number): RunningProcess[] {
  const all = processes();
  const tree = new Set(all.filter(({ pid, session }) => pid === root || session === root));
  const pids = new Set([...tree].map(({ pid }) => pid));
  for (let size = -1; size < tree.size; ) {
    size = tree.size;
    for (const child of all.filter(({ parent }) => pids.has(parent))) {
      tree.add(child);
      pids.add(child.pid);
    }
  }
  return [...tree];
}

/** In bytes. Pages that several of them share count for each. */
export const residentBytes = (tree: readonly RunningProcess[]): number =>
  tree.reduce((sum, { pid }) => sum + residentOf(pid), 0);

/** Ends those that still run. */
export function killAll(tree: readonly RunningProcess[]): void {
  for (const { pid, started } of tree) {
    if (entryOf(String(pid))[0]?.started !== started) continue;
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It ended between the two lines.
    }
  }
}

function processes(): RunningProcess[] {
  try {
    return readdirSync("/proc").flatMap((name) => (PROCESS.test(name) ? entryOf(name) : []));
  } catch {
    return [];
  }
}

/** None: it ended meanwhile. */
function entryOf(pid: string): RunningProcess[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name of the program stands in brackets and may hold anything.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return [{ pid: Number(pid), parent: Number(fields[1]), session: Number(fields[3]), started: fields[19] ?? "" }];
  } catch {
    return [];
  }
}

function residentOf(pid: number): number {
  try {
    const [, resident] = readFileSync(`/proc/${pid}/statm`, "utf8").split(" ");
    pageBytes ??= Number(execFileSync("getconf", ["PAGESIZE"], { encoding: "utf8" }));
    return Number(resident) * pageBytes;
  } catch {
    return 0;
  }
}
