import fc from "fast-check";
import { expect, test } from "vitest";
import { type Cell, csvLine, csvStream } from "./csv.ts";

/** A reader of RFC 4180 that knows nothing of our writer. */
function parse(text: string): string[][] {
  const rows: string[][] = [];
  let [row, cell, inQuotes]: [string[], string, boolean] = [[], "", false];
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]!;
    if (inQuotes) {
      if (letter !== '"') cell += letter;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else inQuotes = false;
    } else if (letter === '"' && cell === "") inQuotes = true;
    else if (letter === ",") {
      row.push(cell);
      cell = "";
    } else if (letter === "\r" && text[at + 1] === "\n") {
      rows.push([...row, cell]);
      [row, cell] = [[], ""];
      at += 1;
    } else cell += letter;
  }
  expect([row, cell, inQuotes]).toEqual([[], "", false]);
  return rows;
}

const nasty = fc.string({
  unit: fc.constantFrom(..."=+-@'\",;\t\r\n aÄ€1ｌ＝＋－＠".split(""), "🙂"),
  maxLength: 12,
});
const text = fc.oneof(nasty, fc.string({ unit: "grapheme" }));
const cell: fc.Arbitrary<Cell> = fc.oneof(text, fc.integer(), fc.bigInt(), fc.boolean(), fc.constant(null));
const starts = /^[=+\-@\t\r\n＝＋－＠]/;

/** What a reader gets to see of a cell. */
const seen = (value: Cell) =>
  typeof value === "string" && starts.test(value) ? `'${value}` : value === null ? "" : String(value);

test("whatever is written is read again, cell by cell, and no text begins a formula", () => {
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 6 }), { maxLength: 6 }), (rows) => {
      const read = parse(rows.map(csvLine).join(""));
      expect(read).toEqual(rows.map((row) => row.map(seen)));
      for (const [at, row] of rows.entries())
        for (const [column, value] of row.entries())
          if (typeof value === "string") expect(read[at]![column]).not.toMatch(starts);
    }),
    { numRuns: 1000 },
  );
});

test("a spreadsheet that splits lines at semicolons finds no formula either", () => {
  expect(csvLine(["a;=1+1"])).toBe('"a;=1+1"\r\n');
});

test.each([
  ["=1+1", "'=1+1"],
  ["-1", "'-1"],
  ["＠SUM(A1)", "'＠SUM(A1)"],
  ["\t=1", '"\'\t=1"'],
  ['say "hi"', '"say ""hi"""'],
  ["a,b", '"a,b"'],
  [" a", '" a"'],
  ["a=b", "a=b"],
  ["", ""],
])("%j is written as %s", (value, written) => expect(csvLine([value])).toBe(`${written}\r\n`));

test("numbers stand as they are", () => {
  expect(csvLine([-1.5, 0, 12n, true, null])).toBe("-1.5,0,12,true,\r\n");
});

test("rows are asked for as the reader takes them, in UTF-8 with a byte order mark", async () => {
  let asked = 0;
  async function* pages(): AsyncGenerator<Cell[][]> {
    for (asked = 1; asked <= 3; asked++) yield [[asked], [`ü${asked}`]];
  }
  const stream = csvStream(["name"], pages());
  const reader = stream.getReader();
  const first = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode((await reader.read()).value);
  expect(first).toBe("\uFEFFname\r\n");
  expect(asked).toBeLessThanOrEqual(1);
  const rest: string[] = [];
  for (let read = await reader.read(); !read.done; read = await reader.read())
    rest.push(new TextDecoder().decode(read.value));
  expect(rest).toEqual(["1\r\nü1\r\n", "2\r\nü2\r\n", "3\r\nü3\r\n"]);
});

test("a reader that goes away ends the reading, and an error breaks the file off", async () => {
  let ended = false;
  async function* endless(): AsyncGenerator<Cell[][]> {
    try {
      for (;;) yield [[1]];
    } finally {
      ended = true;
    }
  }
  const reader = csvStream(["a"], endless()).getReader();
  await reader.read();
  await reader.read();
  await reader.cancel();
  expect(ended).toBe(true);
  async function* broken(): AsyncGenerator<Cell[][]> {
    yield [[1]];
    throw new Error("the database went away");
  }
  await expect(new Response(csvStream(["a"], broken())).text()).rejects.toThrow("went away");
});
