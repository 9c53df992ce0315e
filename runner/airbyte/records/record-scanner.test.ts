import fc from "fast-check";
import { expect, test } from "vitest";
import { record } from "../testing/lake.ts";
import { Kind } from "./json-cursor.ts";
import { RecordScanner } from "./record-scanner.ts";

function scan(...lines: string[]) {
  const scanner = new RecordScanner();
  const shapes = lines.map((line) => {
    const bytes = Buffer.from(line);
    return scanner.scan(bytes, 0, bytes.length);
  });
  return { scanner, shapes };
}
const kindsOf = (data: string) =>
  Object.fromEntries([...scan(record("s", data)).shapes[0]!.fields.values()].map(({ name, kinds }) => [name, kinds]));
const parses = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

test.each([
  ["null", Kind.null],
  ["-999999999", Kind.short],
  ["9223372036854775807", Kind.long],
  ["9223372036854775808", Kind.huge],
  ["-123456.123456789", Kind.decimal],
  ["1234567.5", Kind.wide],
  ["1e3", Kind.wide],
  ['"\\u00e9\\n"', Kind.text],
  ["true", Kind.boolean],
  ['{"a":[1,{"b":null}]}', Kind.nested],
])("%s is of the kind %i", (value, kind) => {
  expect(kindsOf(`{"x":${value}}`)).toEqual({ x: kind });
});

test("the kinds of a field add up over records, whatever the order of fields", () => {
  const { shapes } = scan(record("s", '{"a":1,"b":"x"}'), record("s", '{"b":null,"c":[],"a":1.5}'));
  expect(shapes[0]).toBe(shapes[1]);
  const fields = [...shapes[1]!.fields.values()].map(({ name, kinds }) => [name, kinds]);
  expect(fields).toEqual([
    ["a", Kind.short | Kind.decimal],
    ["b", Kind.text],
    ["c", Kind.nested],
  ]);
});

test("what was scanned may be overwritten by what comes next", () => {
  const scanner = new RecordScanner();
  const bytes = Buffer.alloc(200);
  for (const [stream, field] of [
    ["one", "a"],
    ["two", "b"],
    ["one", "a"],
  ] as const) {
    const end = bytes.write(record(stream, `{"${field}":1}`));
    expect([...scanner.scan(bytes, 0, end)!.fields.keys()]).toEqual([field]);
  }
  expect([...scanner.shapes.keys()]).toEqual(["one", "two"]);
});

test("what came twice in one record and what a connector changed is noted", () => {
  expect(scan(record("s", '{"a":1,"a":2}')).shapes[0]).toMatchObject({ hasTwins: true, hasMeta: false });
  const meta = record("s", "{}").replace('"emitted_at"', '"meta":{"changes":[]},"emitted_at"');
  expect(scan(meta).shapes[0]).toMatchObject({ hasTwins: false, hasMeta: true });
});

test.each([
  '{"type":"STATE","state":{}}',
  '{"record":{"stream":"s","data":{},"emitted_at":1},"type":"RECORD"}',
  record("s", "[]"),
  record("", "{}"),
  record("s", "{}", -1),
  record("s", "{}", 1.5),
  record("s", '{"a":01}'),
  record("s", '{"a":"\\x"}'),
  record("s", '{"a":1,}'),
  `${record("s", "{}")}}`,
  '{"type":"RECORD","record":{"stream":"s","data":{}}}',
])("%s is left to somebody who parses it", (line) => {
  expect(scan(line).shapes).toEqual([undefined]);
});

test("any record is recognised, with every field of it", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(3), (data, space) => {
      const message = { type: "RECORD", record: { stream: "s", data, emitted_at: 1 } };
      const shape = scan(JSON.stringify(message, undefined, space).replaceAll("\n", " ")).shapes[0];
      expect(new Set(shape?.fields.keys())).toEqual(new Set(Object.keys(data)));
    }),
  );
});

test("what is not JSON any more is never taken for a record", () => {
  const line = record("s", '{"a":-1.5e3,"b":"x\\u00e9","c":[true,null,{"d":{}}]}');
  fc.assert(
    fc.property(fc.nat(line.length - 1), fc.nat(2), fc.string({ maxLength: 2 }), (at, cut, put) => {
      const changed = line.slice(0, at) + put + line.slice(at + cut);
      if (scan(changed).shapes[0]) expect(parses(changed)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
