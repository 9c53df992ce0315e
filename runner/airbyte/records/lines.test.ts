import fc from "fast-check";
import { expect, test } from "vitest";
import { readLines } from "./lines.ts";

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
