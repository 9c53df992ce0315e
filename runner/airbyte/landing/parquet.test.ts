import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { createSpool } from "../records/spool.ts";
import { query, record } from "../testing/lake.ts";
import { columnsOf } from "./columns.ts";
import { withDuckDb } from "./duckdb.ts";
import { writeParquet } from "./parquet.ts";

const folder = mkdtempSync(join(tmpdir(), "parquet-"));
const target = join(folder, "out.parquet");
afterAll(() => rmSync(folder, { recursive: true }));

async function land(lines: readonly string[], properties: object, isBackfill = false) {
  const spool = await createSpool(mkdtempSync(join(folder, "spool-")));
  for (const line of lines) expect(spool.takeAny(Buffer.from(line))).toBe(true);
  const [stream] = await spool.close();
  const { path, ...more } = stream!;
  const { shape, longest } = more;
  const order = { ...more, spool: path, columns: columnsOf({ properties }, shape.fields), jobId: 7, isBackfill };
  const rows = await withDuckDb(folder, longest, (duckdb) => writeParquet(duckdb, order, target));
  return { rows, landed: await query(`select * from '${target}'`) };
}

const everyType = {
  id: { type: ["null", "integer"] },
  spend: { type: "number" },
  name: { type: "string" },
  at: { type: "string", format: "date-time" },
  on: { type: ["boolean", "null"] },
  actions: { type: ["null", "array"], items: { type: "object" } },
};

test("gives every field the column type of its schema, and ours", async () => {
  await land([record("s", "{}")], everyType);
  const types = await query(`describe select * from '${target}'`);
  expect(Object.fromEntries(types.map((row) => [row.column_name, row.column_type]))).toEqual({
    id: "BIGINT",
    spend: "DECIMAL(38,9)",
    name: "VARCHAR",
    at: "VARCHAR",
    on: "BOOLEAN",
    actions: "JSON",
    _airbyte_raw_id: "VARCHAR",
    _airbyte_extracted_at: "TIMESTAMP WITH TIME ZONE",
    _airbyte_meta: "JSON",
    _airbyte_generation_id: "BIGINT",
  });
});

test("keeps values exactly, at the top and nested", async () => {
  const data =
    '{"id":7002238017842757633,"spend":"12.34","name":"Ünï","at":"2024-02-30T00:00:00Z","on":true,"actions":[{"id":9223372036854775807}]}';
  const { rows, landed } = await land([record("s", data)], everyType);
  expect(rows).toBe(1);
  expect(landed[0]).toMatchObject({
    id: "7002238017842757633",
    spend: "12.340000000",
    name: "Ünï",
    at: "2024-02-30T00:00:00Z",
    on: true,
    actions: '[{"id":9223372036854775807}]',
    _airbyte_extracted_at: "2023-11-14 22:13:20.123+00",
    _airbyte_meta: '{"sync_id":7,"changes":[]}',
    _airbyte_generation_id: "0",
  });
  expect(landed[0]?._airbyte_raw_id).toMatch(/^[0-9a-f-]{36}$/);
});

test("says in each row whether it comes of a backfill", async () => {
  const meta = async (line: string) => (await land([line], everyType, true)).landed[0]?._airbyte_meta;
  expect(await meta(record("s", '{"id":1}'))).toBe('{"sync_id":7,"backfill":true,"changes":[]}');
  expect(JSON.parse(String(await meta(record("s", '{"id":"x"}'))))).toMatchObject({
    backfill: true,
    changes: [{ field: "id" }],
  });
});

test("names what did not fit its type, beside what the connector had to change", async () => {
  const changed = record("s", '{"id":"1.5","spend":"n/a","on":null,"name":5,"actions":null}').replace(
    '"emitted_at"',
    '"meta":{"changes":[{"field":"x","change":"TRUNCATED","reason":"SOURCE_FIELD_SIZE_LIMITATION"}]},"emitted_at"',
  );
  const { landed } = await land([changed], everyType);
  expect(landed[0]).toMatchObject({ id: null, spend: null, name: "5", on: null, actions: null });
  expect(JSON.parse(String(landed[0]?._airbyte_meta)).changes).toEqual([
    { field: "x", change: "TRUNCATED", reason: "SOURCE_FIELD_SIZE_LIMITATION" },
    { field: "id", change: "NULLED", reason: "DESTINATION_TYPECAST_ERROR" },
    { field: "spend", change: "NULLED", reason: "DESTINATION_TYPECAST_ERROR" },
  ]);
});

test("tells fields apart that have the same plain name", async () => {
  const data = `{"Cost.usd":1,"cost_usd":2,"COST-USD":3,"it's/a~b":4,"":5,"_airbyte_meta":6}`;
  const names = ["Cost.usd", "cost_usd", "COST-USD", "it's/a~b", "", "_airbyte_meta"];
  const { landed } = await land([record("s", data)], Object.fromEntries(names.map((n) => [n, { type: "integer" }])));
  expect(landed[0]).toMatchObject({
    cost_usd: "1",
    cost_usd_2: "2",
    cost_usd_3: "3",
    it_s_a_b: "4",
    _: "5",
    _airbyte_meta_2: "6",
  });
});

test("lands streams of only plain, only nested and no fields", async () => {
  expect((await land([record("s", '{"a":1}')], { a: { type: "integer" } })).landed[0]).toMatchObject({ a: "1" });
  expect((await land([record("s", '{"a":[1]}')], { a: { type: "array" } })).landed[0]).toMatchObject({ a: "[1]" });
  expect((await land([record("s", "{}")], {})).rows).toBe(1);
});

test("any 64-bit integer, any decimal of nine places and any text come back as they were", async () => {
  const bigint = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
  const micros = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n });
  const text = fc.string({ unit: "grapheme" }).filter((value) => !value.includes("\u0000"));
  const row = fc.tuple(bigint, micros, text);
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 50 }), async (values) => {
      const lines = values.map(([integer, parts, name]) =>
        record("s", `{"i":${integer},"d":"${decimal(parts)}","s":${JSON.stringify(name)}}`),
      );
      const properties = { i: { type: "integer" }, d: { type: "number" }, s: { type: "string" } };
      const { landed } = await land(lines, properties);
      expect(landed.map(({ i, d, s }) => [i, d, s])).toEqual(
        values.map(([integer, parts, name]) => [String(integer), decimal(parts), name]),
      );
    }),
    { numRuns: 12 },
  );
});

test("any number that fits comes back with every digit, whether its field is declared or not", async () => {
  const whole = fc.bigInt({ min: -(10n ** 28n), max: 10n ** 28n });
  const number = fc.tuple(whole, fc.stringMatching(/^\d{0,9}$/), fc.nat(28)).map(([digits, fraction, cut]) => {
    const integer = digits / 10n ** BigInt(cut);
    return fraction === "" ? `${integer}` : `${integer}.${fraction}`;
  });
  await fc.assert(
    fc.asyncProperty(fc.array(number, { minLength: 1, maxLength: 60 }), async (numbers) => {
      const lines = numbers.map((text) => record("s", `{"declared":${text},"extra":${text},"mixed":0.5}`));
      const last = record("s", '{"declared":0.5,"extra":0.5}');
      const { landed } = await land([...lines, last], { declared: { type: "number" } });
      const expected = numbers.map(padded);
      expect(landed.slice(0, -1).map((row) => row.declared)).toEqual(expected);
      expect(landed.slice(0, -1).map((row) => row.extra)).toEqual(expected);
    }),
    { numRuns: 12 },
  );
});

test("wide records, and one as large as a line may be, land within the memory there is", async () => {
  const wide = Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`column_${at}`, `value of ${at}`]));
  const lines = Array.from({ length: 8_000 }, () => record("s", JSON.stringify(wide)));
  expect((await land(lines, {})).rows).toBe(8_000);
  const large = record("s", JSON.stringify({ text: "x".repeat(15 * 1024 * 1024) }));
  expect((await land([large, record("s", '{"text":"y"}'), large], {})).rows).toBe(3);
}, 180_000);

test("a long decimal in a JSON column stays a number with every digit", async () => {
  const lines = ["0.12345678901234567890", "[1]", "null", "2"].map((x) => record("s", `{"x":${x}}`));
  const { landed } = await land(lines, { x: {} });
  expect(landed.map(({ x }) => x)).toEqual(["0.12345678901234567890", "[1]", null, "2"]);
});

test("fields that DuckDB's structs cannot tell apart land all the same", async () => {
  const { landed } = await land([record("s", '{"Id":1,"ID":"x","n":7002238017842757633}')], {});
  expect(landed[0]).toMatchObject({ id: "x", id_2: "1", n: "7002238017842757633" });
});

function padded(text: string): string {
  const [integer, fraction = ""] = text.split(".");
  return `${integer}.${fraction.padEnd(9, "0")}`;
}

function decimal(parts: bigint): string {
  const digits = (parts < 0n ? -parts : parts).toString().padStart(10, "0");
  return `${parts < 0n ? "-" : ""}${digits.slice(0, -9)}.${digits.slice(-9)}`;
}
