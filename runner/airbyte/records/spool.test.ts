import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { createSpool, type Spool } from "./spool.ts";

const folder = mkdtempSync(join(tmpdir(), "spool-"));
afterAll(() => rmSync(folder, { recursive: true }));

const number = fc.tuple(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), fc.stringMatching(/^(\.\d{1,20})?$/));
const value = fc.oneof(
  number.map(([whole, fraction]) => `${whole}${fraction}`),
  fc.jsonValue().map((some) => JSON.stringify(some)),
);
const data = fc
  .dictionary(fc.string({ minLength: 1 }), value, { noNullPrototype: true, maxKeys: 5 })
  .map((fields) => Object.entries(fields).filter(([name]) => !/^\d+$|__proto__/.test(name)))
  .map((fields) => `{${fields.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(",")}}`);
const records = fc.array(fc.tuple(fc.constantFrom("one", "two"), data), { minLength: 1, maxLength: 20 });

async function spooled(fill: (spool: Spool) => void) {
  const spool = await createSpool(mkdtempSync(join(folder, "s-")));
  fill(spool);
  const streams = await spool.close();
  return streams.map(({ name, path, rows, bytes, longest, shape }) => {
    const fields = [...shape.fields.values()].map((field) => [field.name, field.kinds]);
    return { name, rows, bytes, longest, fields: fields.sort(), content: readFileSync(path, "utf8") };
  });
}

function takeBlock(spool: Spool, lines: readonly string[]): void {
  const block = Buffer.from(lines.map((line) => `${line}\n`).join(""));
  for (let start = 0; start < block.length; ) {
    const end = block.indexOf(10, start);
    expect(spool.take(block, start, end)).toBe(true);
    start = end + 1;
  }
}

test("records that are recognised in a block are kept as if each had been parsed", async () => {
  await fc.assert(
    fc.asyncProperty(records, async (all) => {
      const quick = all.map(
        ([stream, fields]) => `{"type":"RECORD","record":{"stream":"${stream}","data":${fields},"emitted_at":1}}`,
      );
      const unusual = all.map(
        ([stream, fields]) => `{"record":{"emitted_at":1,"data":${fields},"stream":"${stream}"},"type":"RECORD"}`,
      );
      const parsed = await spooled((spool) => {
        for (const line of unusual) expect(spool.takeAny(Buffer.from(line))).toBe(true);
      });
      expect(await spooled((spool) => takeBlock(spool, quick))).toEqual(parsed);
    }),
  );
});

test("a decimal that float64 would change is quoted where it stands, whichever line of a block it is in", async () => {
  const line = (digits: string) => `{"type":"RECORD","record":{"stream":"s","data":{"x":${digits}},"emitted_at":1}}`;
  const digits = ["1", "0.12345678901234567", "2", "-1.00000000000000000001"];
  const [stream] = await spooled((spool) => takeBlock(spool, digits.map(line)));
  const kept = ["1", '"0.12345678901234567"', "2", '"-1.00000000000000000001"'];
  expect(stream?.content).toBe(kept.map((text) => `${line(text)}\n`).join(""));
});
