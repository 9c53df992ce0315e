import { randomUUID } from "node:crypto";
import { createWriteStream, existsSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";

export interface ReplayFiles {
  /** Takes the upload as it comes, never whole in memory. Throws TooLarge, and then nothing of it is kept. */
  store(body: ReadableStream): Promise<{ readonly fileId: string; readonly lines: number }>;
  pathOf(fileId: string): string | undefined;
  remove(fileId: string): Promise<void>;
  /** Removes every other upload: those that no source came for, and those that a crash cut off. */
  keepOnly(fileIds: ReadonlySet<string>): Promise<void>;
}

export class TooLarge extends Error {}

/** Ten million records of ten columns are 3.4 GB. */
const LARGEST_RECORDING = 8 * 1024 ** 3;
const NEWLINE = 10;
const FILE_ID = /^[0-9a-f-]{36}$/;

export function replayFiles(folder: string, largest = LARGEST_RECORDING): ReplayFiles {
  const path = (fileId: string) => join(folder, `${fileId}.jsonl`);
  return {
    async store(body) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const fileId = randomUUID();
      const partial = `${path(fileId)}.part`;
      try {
        const measure = measured(largest);
        await pipeline(Readable.fromWeb(body), measure.pass, createWriteStream(partial, { mode: 0o600 }));
        await rename(partial, path(fileId));
        return { fileId, lines: measure.lines() };
      } catch (error) {
        await rm(partial, { force: true });
        throw error;
      }
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

function measured(largest: number) {
  let [bytes, newlines, last] = [0, 0, NEWLINE];
  async function* pass(chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > largest) throw new TooLarge(`the file is larger than ${largest} bytes`);
      for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, at + 1)) newlines += 1;
      last = chunk.at(-1) ?? last;
      yield chunk;
    }
  }
  return { pass, lines: () => newlines + (last === NEWLINE ? 0 : 1) };
}
