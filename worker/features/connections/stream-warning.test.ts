import { expect, test } from "vitest";
import type { StreamResult } from "#contracts/connection-runs.ts";
import { countsWarning, emptyReportWarning } from "./stream-warning.ts";

const stream = (name: string, rows: number): StreamResult => ({ name, rows, status: "complete" });

test("a report without rows that had some is told of, a list or a report that never had any is not", () => {
  const before = [stream("ads_insights", 40), stream("campaigns", 3), stream("geo_performance", 0)];
  const warning = emptyReportWarning(
    [stream("ads_insights", 0), stream("campaigns", 0), stream("geo_performance", 0)],
    before,
  );
  expect(warning).toEqual({ kind: "empty", message: "no rows came of ads_insights (40 before)" });
  expect(emptyReportWarning([stream("ads_insights", 1)], before)).toBeNull();
  expect(emptyReportWarning([stream("ads_insights", 0)], [])).toBeNull();
});

test("rows that were read and not written are told of, where both numbers are known", () => {
  expect(countsWarning([stream("a", 3), stream("b", 4)], 7)).toBeNull();
  expect(countsWarning([], 7)).toBeNull();
  expect(countsWarning([stream("a", 3)], null)).toBeNull();
  expect(countsWarning([stream("a", 3), stream("b", 4)], 5)).toMatchObject({ kind: "counts_differ" });
});
