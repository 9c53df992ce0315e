import { randomUUID } from "node:crypto";
import { createWriteStream, existsSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";

export interface ReplayFiles {
  /** Takes the upload as it comes, never whole in memory. Gives the file's id. */
  store(body: ReadableStream): Promise<string>;
  pathOf(fileId: string): string | undefined;
  remove(fileId: string): Promise<void>;
  /** Removes every other upload: those that no source came for, and those that a crash cut off. */
  keepOnly(fileIds: ReadonlySet<string>): Promise<void>;
}

const FILE_ID = /^[0-9a-f-]{36}$/;

export function replayFiles(folder: string): ReplayFiles {
  const path = (fileId: string) => join(folder, `${fileId}.jsonl`);
  return {
    async store(body) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const fileId = randomUUID();
      const partial = `${path(fileId)}.part`;
      try {
        await pipeline(Readable.fromWeb(body), createWriteStream(partial, { mode: 0o600 }));
        await rename(partial, path(fileId));
      } catch (error) {
        await rm(partial, { force: true });
        throw error;
      }
      return fileId;
    },
    pathOf: (fileId) => (FILE_ID.test(fileId) && existsSync(path(fileId)) ? path(fileId) : undefined),
    async remove(fileId) {
      if (FILE_ID.test(fileId)) await rm(path(fileId), { force: true });
    },
    async keepOnly(fileIds) {
      const kept = new Set([...fileIds].map((fileId) => `${fileId}.jsonl`));
      for (const name of await readdir(folder).catch(() => []))
        if (!kept.has(name)) await rm(join(folder, name), { force: true });
    },
  };
}
