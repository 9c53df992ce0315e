import type { Dirent } from "node:fs";
import { lstat, readdir, statfs } from "node:fs/promises";
import { join } from "node:path";

/** Bytes that the files below the folder take on disk; 0 when it is not there. Links are not followed. */
export async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((): Dirent[] => []);
  const sizes = await Promise.all(
    entries.map((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? bytesIn(path) : allocated(path);
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** What holes in a file leave free does not count. */
const allocated = (path: string): Promise<number> =>
  lstat(path).then(
    ({ blocks }) => blocks * 512,
    () => 0,
  );

/** Bytes that we may still write on the disk of this path; no bound where that is not there or cannot be told. */
export const freeBytes = (path: string): Promise<number> =>
  statfs(path).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => Number.POSITIVE_INFINITY,
  );
