import fc from "fast-check";
import { expect, test } from "vitest";
import { wrongDays } from "./allowed-days.ts";
import { dayBefore, daysFromTo, monthsBefore, slicesOf } from "./slices.ts";

const day = fc
  .date({ min: new Date("2023-01-01"), max: new Date("2029-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

test("slices have every day once, newest first, none beyond its month", () => {
  fc.assert(
    fc.property(day, day, (one, other) => {
      const [from, to] = [one, other].sort() as [string, string];
      const slices = slicesOf(from, to);
      expect(slices[0]?.to).toBe(to);
      expect(slices.at(-1)?.from).toBe(from);
      expect(slices.reduce((days, slice) => days + daysFromTo(slice.from, slice.to), 0)).toBe(daysFromTo(from, to));
      for (const [at, slice] of slices.entries()) {
        expect(slice.from.slice(0, 7)).toBe(slice.to.slice(0, 7));
        if (at > 0) expect(slice.to).toBe(dayBefore(slices[at - 1]!.from));
      }
    }),
  );
});

test("months back end on a day that there is", () => {
  expect(monthsBefore("2026-03-31", 1)).toBe("2026-02-28");
  expect(monthsBefore("2026-03-31", 37)).toBe("2023-02-28");
  expect(monthsBefore("2026-01-15", 16)).toBe("2024-09-15");
});

/** Four in the morning in UTC is still the evening before in Jamaica. */
const now = Date.parse("2026-03-20T04:00:00Z");
const synced = { platform: "meta", lastSuccessAt: now } as const;
const judged = (from: string, to: string, connection: Parameters<typeof wrongDays>[1] = synced) =>
  wrongDays({ from, to }, connection, "America/Jamaica", now);

test("days that cannot be read are refused with the nearest that can", () => {
  expect(judged("2026-03-01", "2026-03-19")).toBeUndefined();
  expect(judged("2026-03-01", "2026-03-20")).toEqual({
    field: "to",
    message: "lies in the future; choose 2026-03-19 or a day before",
  });
  expect(judged("2026-03-19", "2026-03-18")).toMatchObject({ field: "from" });
  const stale = { platform: "meta", lastSuccessAt: now - 5 * 86_400_000 } as const;
  expect(judged("2026-03-01", "2026-03-14", stale)).toBeUndefined();
  expect(judged("2026-03-01", "2026-03-15", stale)?.message).toContain("choose 2026-03-14 or a day before");
  expect(judged("2023-02-19", "2023-03-01")).toBeUndefined();
  expect(judged("2023-02-18", "2023-03-01")).toEqual({
    field: "from",
    message: "is further back than Meta tells; choose 2023-02-19 or a day after",
  });
  const { message } = judged("2024-01-01", "2026-03-01")!;
  const nearest = message.match(/begin with (\S+) /)![1]!;
  expect(daysFromTo(nearest, "2026-03-01")).toBe(400);
  expect(judged(nearest, "2026-03-01")).toBeUndefined();
});
