import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { fileBlocks, readLines } from "./lines.ts";

const folder = mkdtempSync(join(tmpdir(), "lines-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function* pieces(bytes: Buffer, cuts: readonly number[]) {
  let start = 0;
  for (const cut of [...cuts, bytes.length].map((at) => at % (bytes.length + 1)).sort((a, b) => a - b)) {
    yield bytes.subarray(start, cut);
    start = cut;
  }
  yield bytes.subarray(start);
}

test("where the bytes are cut does not matter", async () => {
  const line = fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\n"));
  await fc.assert(
    fc.asyncProperty(fc.array(line), fc.array(fc.nat()), async (lines, cuts) => {
      const bytes = Buffer.from(lines.map((text) => `${text}\n`).join(""));
      const found: string[] = [];
      for await (const part of readLines(pieces(bytes, cuts))) found.push(part.toString());
      expect(found).toEqual(lines);
    }),
  );
});

test("a last line without its end counts", async () => {
  const found: string[] = [];
  for await (const part of readLines(pieces(Buffer.from("a\n\nb"), [1]))) found.push(part.toString());
  expect(found).toEqual(["a", "", "b"]);
});

test("a line that never ends is refused", async () => {
  async function* endless() {
    for (;;) yield Buffer.alloc(1024 * 1024, "x");
  }
  const read = async () => {
    for await (const line of readLines(endless())) expect(line).toBeUndefined();
  };
  await expect(read()).rejects.toThrow("longer than");
});

async function blocksOf(text: string): Promise<string[]> {
  const path = join(folder, "file");
  writeFileSync(path, text);
  await using file = await open(path);
  const found: string[] = [];
  for await (const block of fileBlocks(file)) found.push(block.toString());
  return found;
}

test("a file comes whole, in blocks that end with a line, however long its lines are", async () => {
  const length = fc.oneof(fc.nat(100), fc.nat(3_000_000));
  await fc.assert(
    fc.asyncProperty(fc.array(length, { maxLength: 8 }), fc.boolean(), async (lengths, ended) => {
      const lines = lengths.map((size, at) => String(at % 10).repeat(size));
      const text = lines.join("\n") + (ended && lines.length > 0 ? "\n" : "");
      const blocks = await blocksOf(text);
      expect(blocks.every((block) => block.endsWith("\n"))).toBe(true);
      expect(blocks.join("") === (text === "" || text.endsWith("\n") ? text : `${text}\n`)).toBe(true);
    }),
    { numRuns: 20 },
  );
});

test("a file of one endless line is refused", async () => {
  await expect(blocksOf("x".repeat(17 * 1024 * 1024))).rejects.toThrow("longer than");
});
