import { expect, test } from "vitest";
import { campaign } from "../../testing/payloads.ts";
import { sortValue } from "./campaign-columns.tsx";
import { nextSort, sortRows } from "./sort-rows.ts";

const rows = [
  campaign("10", 5, { ctr: null }),
  campaign("9", 7, { ctr: 0.2 }),
  campaign("2", 6, { ctr: 0.1, status: "PAUSED" }),
];
const ids = (key: string, descending: boolean) => sortRows(rows, { key, descending }, sortValue).map((row) => row.id);

test("sorts numbers by size and names as people count", () => {
  expect(ids("spend", true)).toEqual(["9", "2", "10"]);
  expect(ids("name", false)).toEqual(["2", "9", "10"]);
  expect(ids("status", true)).toEqual(["2", "10", "9"]);
});

test("rows without a value stay last, whichever way it goes", () => {
  expect(ids("ctr", true)).toEqual(["9", "2", "10"]);
  expect(ids("ctr", false)).toEqual(["2", "9", "10"]);
});

test("without an order the API's stays", () => {
  expect(sortRows(rows, null, sortValue)).toEqual(rows);
});

test("numbers start with the biggest, words with A, a second press turns round", () => {
  const first = nextSort(null, "spend", true);
  expect(first).toEqual({ key: "spend", descending: true });
  expect(nextSort(first, "spend", true)).toEqual({ key: "spend", descending: false });
  expect(nextSort(first, "name", false)).toEqual({ key: "name", descending: false });
});
