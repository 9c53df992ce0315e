import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, expect, test } from "vitest";
import { filesIn } from "../testing/start.ts";
import { replayFiles, TooLarge } from "./replay-files.ts";

const folder = mkdtempSync(join(tmpdir(), "replay-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const files = replayFiles(folder, 100);
const body = (...chunks: string[]) => Readable.toWeb(Readable.from(chunks.map((chunk) => Buffer.from(chunk))));

test.each([
  [["a\nb\n"], 2],
  [["a\n", "b\nc"], 3],
  [["a", "b"], 1],
  [[], 0],
])("an upload of %j is kept as it came and has %i lines", async (chunks, lines) => {
  const stored = await files.store(body(...chunks));
  expect(stored.lines).toBe(lines);
  expect(readFileSync(files.pathOf(stored.fileId)!, "utf8")).toBe(chunks.join(""));
  await files.remove(stored.fileId);
});

test("of an upload that grows too large nothing is kept", async () => {
  await expect(files.store(body("x".repeat(60), "y".repeat(60)))).rejects.toThrow(TooLarge);
  expect(filesIn(folder)).toEqual([]);
});
