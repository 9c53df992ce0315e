import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { type ColumnType, fieldTypes } from "../landing/columns.ts";
import { writeCsv } from "../landing/csv.ts";
import { withDuckDb } from "../landing/duckdb.ts";
import { createSpool } from "../records/spool.ts";
import { record } from "../testing/lake.ts";
import { claimColumn } from "./names.ts";
import { fromPostgresType, postgresType, typeOfProperty, widened } from "./types.ts";

const all: ColumnType[] = [
  "VARCHAR",
  "BIGINT",
  "DECIMAL(38,9)",
  "BOOLEAN",
  "JSON",
  "DATE",
  "TIME",
  "TIMETZ",
  "TIMESTAMP",
  "TIMESTAMPTZ",
];
const types = fc.constantFrom(...all);
const folder = mkdtempSync(join(tmpdir(), "types-"));
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  [{ type: ["null", "string"], format: "date" }, "DATE"],
  [{ type: "string", format: "date-time" }, "TIMESTAMPTZ"],
  [{ type: "string", format: "date-time", airbyte_type: "timestamp_without_timezone" }, "TIMESTAMP"],
  [{ type: "string", format: "time", airbyte_type: "time_without_timezone" }, "TIME"],
  [{ type: "string", format: "uuid" }, "VARCHAR"],
  [{ type: "number", format: "date" }, "DECIMAL(38,9)"],
  [{ type: "object" }, "JSON"],
  [{}, "JSON"],
])("%j lands as %s", (property, type) => {
  expect(typeOfProperty(property)).toBe(type);
});

test("widening takes both, in any order, and what was wide stays so", () => {
  fc.assert(
    fc.property(types, types, types, (a, b, c) => {
      expect(widened(a, b)).toBe(widened(b, a));
      expect(widened(widened(a, b), c)).toBe(widened(a, widened(b, c)));
      expect(widened(a, widened(a, b))).toBe(widened(a, b));
    }),
  );
  for (const type of all) expect(fromPostgresType(postgresType(type))).toBe(type);
});

test("names are told apart however long they are", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 90 }), { maxLength: 20 }), (fields) => {
      const taken = new Set<string>();
      const names = fields.map((field) => claimColumn(field, taken));
      expect(new Set(names).size).toBe(fields.length);
      for (const name of names) expect(name).toMatch(/^[A-Za-z0-9_]{1,63}$/);
    }),
  );
});

/** What stands in the file for this text in a column of the type; null when it does not fit. */
async function textOf(type: object, text: string): Promise<string | null> {
  const spool = await createSpool(mkdtempSync(join(folder, "spool-")));
  spool.takeAny(Buffer.from(record("s", JSON.stringify({ x: text }))));
  const [stream] = await spool.close();
  const { path, shape } = stream!;
  const fields = fieldTypes({ properties: { x: type } }, shape.fields, typeOfProperty);
  const columns = fields.map((field) => ({ ...field, name: "x" }));
  const target = join(folder, "out.csv");
  await withDuckDb(folder, 100, (duckdb) =>
    writeCsv(duckdb, { ...stream!, spool: path, columns, jobId: 1, isBackfill: false }, target),
  );
  const value = readFileSync(target, "utf8").split(",")[0]!;
  return value === "\\N" ? null : value;
}

const day = { type: "string", format: "date" };
const instant = { type: "string", format: "date-time" };
test.each([
  [day, "2026-01-02", "2026-01-02"],
  [day, "20260102", "2026-01-02"],
  [day, "2026-02-30", null],
  [day, "2026-01-02 10:00", null],
  [day, "0000-01-01", null],
  [day, "", null],
  [instant, "2026-01-02T03:04:05Z", "2026-01-02 03:04:05+00"],
  [instant, "2026-01-02T03:04:05.123456+0200", "2026-01-02 01:04:05.123456+00"],
  [instant, "2026-01-02 03:04:05-05:30", "2026-01-02 08:34:05+00"],
  [instant, "2026-01-02T03:04:05", "2026-01-02 03:04:05+00"],
  [instant, "2026-01-02", "2026-01-02 00:00:00+00"],
  [instant, "9999-12-31T23:59:59Z", "9999-12-31 23:59:59+00"],
  [instant, "infinity", null],
  [instant, "yesterday", null],
  [{ ...instant, airbyte_type: "timestamp_without_timezone" }, "2026-01-02T03:04:05", "2026-01-02 03:04:05"],
  [{ type: "string", format: "time" }, "03:04:05+01:00", "03:04:05+01"],
])("%j: %s is %s", async (type, text, value) => {
  expect(await textOf(type, text)).toBe(value);
});
