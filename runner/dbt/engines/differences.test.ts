import { expect, test } from "vitest";
import { differences } from "./differences.ts";
import { cellOf, rowOf } from "./engine.ts";

const compared = (left: object[], right: object[]) =>
  differences("marts.m", [
    ["duckdb", left.map((row) => rowOf({ ...row }))],
    ["trino", right.map((row) => rowOf({ ...row }))],
  ]);

test("each row that one side alone has is named, however many there are of it, in any order of rows and columns", () => {
  expect(compared([{ a: 1, b: null }, { a: 2 }], [{ a: 2 }, { b: null, a: "1" }])).toEqual([]);
  expect(compared([{ a: 1 }, { a: 1 }, { a: 3 }], [{ a: 1 }, { a: "3.0" }])).toEqual([
    'marts.m: only on duckdb: {"a":"1"}',
    'marts.m: only on duckdb: {"a":"3"}',
    'marts.m: only on trino: {"a":"3.0"}',
  ]);
});

test.each([
  ["2026-03-18 00:00:00+00", "2026-03-18 00:00:00"],
  ["2026-03-18 00:00:00.000000 UTC", "2026-03-18 00:00:00"],
  ["2026-03-18 00:00:00.120000 UTC", "2026-03-18 00:00:00.12"],
  ["2026-03-18 00:00:10", "2026-03-18 00:00:10"],
  ["2026-03-18", "2026-03-18"],
  ["1.500000", "1.500000"],
])("%s is told as %s", (spelled, told) => {
  expect(cellOf(spelled)).toBe(told);
});
