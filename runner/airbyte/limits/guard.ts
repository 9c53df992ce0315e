import { bytesIn, freeBytes } from "./disk.ts";
import { diskExceeded, diskFull, type LimitExceeded, type Limits, memoryExceeded } from "./limits.ts";
import { processTree, type RunningProcess, residentBytes } from "./process-tree.ts";

const MEMORY_EVERY_MS = 250;
const DISK_EVERY_MS = 500;

/** The most that was used at once. */
export interface Peaks {
  memoryBytes: number;
  diskBytes: number;
}

/** Looks now and then until it is disposed of. Calls `exceeded` once. */
function watch(
  everyMs: number,
  look: () => Promise<LimitExceeded | undefined>,
  exceeded: (why: LimitExceeded) => void,
) {
  let timer: NodeJS.Timeout | undefined;
  let over = false;
  const next = async (): Promise<void> => {
    const why = await look();
    if (over) return;
    if (why) exceeded(why);
    else timer = setTimeout(next, everyMs);
  };
  timer = setTimeout(next, everyMs);
  return {
    [Symbol.dispose]() {
      over = true;
      clearTimeout(timer);
    },
  };
}

/** Watches the memory of a process and of all that it started; `tree` is who that was when it was last looked at. */
export function watchMemory(
  pid: number | undefined,
  limits: Limits,
  peaks: Peaks,
  exceeded: (why: LimitExceeded) => void,
) {
  const watched = { tree: [] as readonly RunningProcess[] };
  const look = async () => {
    watched.tree = pid === undefined ? [] : processTree(pid);
    const used = residentBytes(watched.tree);
    peaks.memoryBytes = Math.max(peaks.memoryBytes, used);
    return used > limits.memoryBytes ? memoryExceeded(limits) : undefined;
  };
  return Object.assign(watched, watch(MEMORY_EVERY_MS, look, exceeded));
}

/** Watches what a folder takes, and what is free on its disk and on those of `others`. */
export function watchDisk(
  folder: string,
  others: readonly string[],
  limits: Limits,
  peaks: Peaks,
  exceeded: (why: LimitExceeded) => void,
) {
  const look = async () => {
    const used = await bytesIn(folder);
    peaks.diskBytes = Math.max(peaks.diskBytes, used);
    return used > limits.diskBytes ? diskExceeded(limits) : lackOfSpace([folder, ...others], limits);
  };
  return watch(DISK_EVERY_MS, look, exceeded);
}

/** What to say when less than the reserve is free on the disk of one of these. */
export async function lackOfSpace(paths: readonly string[], limits: Limits): Promise<LimitExceeded | undefined> {
  const free = Math.min(...(await Promise.all(paths.map(freeBytes))));
  return free < limits.reserveBytes ? diskFull(free, limits) : undefined;
}
