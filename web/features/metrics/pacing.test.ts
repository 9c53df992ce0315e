import { expect, test } from "vitest";
import { combinedOf } from "../../testing/payloads.ts";
import { readStatus } from "./campaign-status.ts";
import { daysOfData } from "./days-of-data.ts";
import { paceOf } from "./pacing.ts";

const budget = (spendToDate: number, projectedSpend: number, monthlyBudget = 100) =>
  paceOf({ ...combinedOf().budget[0]!, monthlyBudget, spendToDate, projectedSpend });

test("a pace is judged by what is spent and where it leads", () => {
  expect(budget(101, 150).label).toBe("Over budget");
  expect(budget(60, 115).label).toBe("Heading over");
  expect(budget(60, 105).label).toBe("On pace");
  expect(budget(60, 80).label).toBe("Heading under");
  expect(budget(5, 5, 0)).toMatchObject({ label: "No budget", spent: null, projected: null });
});

test("statuses of the platforms read as words", () => {
  expect(readStatus("CAMPAIGN_STATUS_ENABLE")).toEqual({ label: "Active", tone: "good" });
  expect(readStatus("PENDING_REVIEW")).toEqual({ label: "Pending review", tone: "warn" });
  expect(readStatus("WITH_ISSUES").tone).toBe("bad");
  expect(readStatus("").label).toBe("Unknown");
});

test("offers the newest days with data only when the period has none", () => {
  const coverage = { startDate: "2026-01-01", endDate: "2026-03-31" };
  expect(daysOfData(coverage, { startDate: "2026-05-01", endDate: "2026-05-30" })).toEqual({
    from: "2026-03-02",
    to: "2026-03-31",
  });
  expect(daysOfData({ ...coverage, startDate: "2026-03-20" }, null)).toEqual({ from: "2026-03-20", to: "2026-03-31" });
  expect(daysOfData(coverage, { startDate: "2026-03-31", endDate: "2026-04-30" })).toBeNull();
  expect(daysOfData(null, null)).toBeNull();
});
