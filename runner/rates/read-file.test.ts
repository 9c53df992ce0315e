import { crc32, deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readRates } from "./read-file.ts";

const read = (text: string) => readRates(Buffer.from(text));
const OWN = "date,base,quote,rate\n2026-03-01,USD,JMD,157.5\n";
const ECB = "Date,USD,JPY,CYP,\n2026-03-02,1.08,163.06,N/A,\n2026-02-27,1.0799,162.5,,\n";

/** An archive as every program writes it. */
function zipped(content: string, method: 0 | 8, files = 1): Buffer {
  const bytes = Buffer.from(content);
  const packed = method === 8 ? deflateRawSync(bytes) : bytes;
  const name = Buffer.from("eurofxref-hist.csv");
  const shared = Buffer.alloc(26);
  shared.writeUInt16LE(20, 0);
  shared.writeUInt16LE(method, 4);
  shared.writeUInt32LE(crc32(bytes), 10);
  shared.writeUInt32LE(packed.length, 14);
  shared.writeUInt32LE(bytes.length, 18);
  shared.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from("PK\x03\x04"), shared, name, packed]);
  const central = Buffer.concat([Buffer.from("PK\x01\x02\x14\x00"), shared, Buffer.alloc(14), name]);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06");
  end.writeUInt16LE(files, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}

test("the ECB's history is one euro in each currency that has a rate on the day", () => {
  expect(read(ECB)).toEqual([
    { date: "2026-03-02", base: "EUR", quote: "USD", rate: "1.08" },
    { date: "2026-03-02", base: "EUR", quote: "JPY", rate: "163.06" },
    { date: "2026-02-27", base: "EUR", quote: "USD", rate: "1.0799" },
    { date: "2026-02-27", base: "EUR", quote: "JPY", rate: "162.5" },
  ]);
});

test("a file of one's own is read as it is, whatever ends its lines", () => {
  const expected = [{ date: "2026-03-01", base: "USD", quote: "JMD", rate: "157.5" }];
  for (const text of [OWN, OWN.trimEnd(), `\uFEFF${OWN.replaceAll("\n", "\r\n")}`])
    expect(read(text)).toEqual(expected);
});

test.each([0, 8] as const)("a zip (method %i) is what it holds", (method) => {
  expect(readRates(zipped(ECB, method))).toEqual(read(ECB));
});

test("a zip that is cut off, damaged or holds several files is refused, wherever it is cut", () => {
  const zip = zipped(ECB, 8);
  fc.assert(
    fc.property(fc.integer({ min: 4, max: zip.length - 1 }), (length) => {
      expect(() => readRates(zip.subarray(0, length))).toThrow(/cut off|damaged/);
    }),
  );
  const damaged = Buffer.from(zipped(ECB, 0));
  damaged[60] = damaged[60]! ^ 1;
  expect(() => readRates(damaged)).toThrow("damaged");
  expect(() => readRates(zipped(ECB, 8, 2))).toThrow("exactly one file");
});

describe("what is wrong is named with its line and column", () => {
  test.each([
    ["2026-02-30,USD,JMD,1", 'line 3, column date: "2026-02-30" is not a day'],
    ["2026-03-02,usd,JMD,1", 'line 3, column base: "usd" is not an ISO 4217 code'],
    ["2026-03-02,USD,JM,1", "line 3, column quote"],
    ["2026-03-02,USD,USD,1", "line 3, column quote: USD is the base already"],
    ["2026-03-02,USD,JMD,0.0", 'line 3, column rate: "0.0" is not a decimal above 0'],
    ["2026-03-02,USD,JMD,-1", "line 3, column rate"],
    ["2026-03-02,USD,JMD,1e3", "line 3, column rate"],
    ["2026-03-02,USD,JMD,1.1234567890123", "line 3, column rate"],
    ["2026-03-02,USD,JMD,10000000", "line 3, column rate"],
    ["2026-03-02,USD,JMD,1,5", "line 3: 5 values where there are 4"],
    ["", "line 3: 1 values"],
    ["2026-03-01,USD,JMD,158", "line 3, column rate: 2026-03-01 USD JMD is 158 here and 157.5 above"],
  ])("of a file of one's own: %s", (line, message) => {
    expect(() => read(`${OWN}${line}\n2026-03-04,USD,JMD,1\n`)).toThrow(message);
  });

  test.each([
    ["Date,USD,USD,\n2026-03-01,1,1,", "line 1, column USD: the currency has a column already"],
    ["Date,USD,Yen,\n2026-03-01,1,1,", 'line 1, column 3: "Yen" is not an ISO 4217 code'],
    ["Date,USD,JPY,\n2026-03-01,1.08,", "line 2: 1 rates where the first line names 2 currencies"],
    ["Date,USD,JPY,\n2026-03-01,1.08,-,", 'line 2, column JPY: "-" is not a decimal above 0'],
    ["Date,USD,\n01/03/2026,1.08,", 'line 2, column Date: "01/03/2026" is not a day'],
    ["Date,USD,\n2026-03-01,1.08,\n2026-03-01,1.09,", "line 3, column Date: 2026-03-01 has a line already"],
    ["Date,USD,\n2026-03-01,N/A,", "there is no rate in it"],
  ])("of the ECB's: %s", (text, message) => {
    expect(() => read(text)).toThrow(message);
  });
});

test("whatever bytes come, they are rates or an error that tells why", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((text) => OWN + text),
        fc.string().map((text) => ECB + text),
      ),
      (text) => {
        try {
          for (const { date, rate } of read(text))
            expect([date, Number(rate)]).toEqual([expect.stringMatching(/^\d{4}-\d\d-\d\d$/), expect.any(Number)]);
        } catch (error) {
          expect((error as Error).message).toMatch(/^line \d+|zip/);
        }
      },
    ),
  );
});
