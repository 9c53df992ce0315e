import { expect, test } from "vitest";
import { ago, dayRange, inAWhile, instant } from "./format-time.ts";

const now = Date.parse("2026-03-10T12:00:00Z");

test("ages are told in the unit that fits", () => {
  expect(ago("2026-03-10T11:59:40Z", now)).toBe("just now");
  expect(ago("2026-03-10T12:00:30Z", now)).toBe("just now");
  expect(ago("2026-03-10T11:55:00Z", now)).toBe("5 minutes ago");
  expect(ago("2026-03-10T07:10:00Z", now)).toBe("4 hours ago");
  expect(ago("2026-03-07T12:00:00Z", now)).toBe("3 days ago");
});

test("instants are told by the clock of the given zone", () => {
  expect(instant("2026-03-10T02:30:00Z", "America/Jamaica")).toMatch(/Mar 9, 2026.*09:30.*PM/u);
});

test("a range says what both days share once", () => {
  expect(dayRange("2026-03-01", "2026-03-30").match(/2026/gu)).toHaveLength(1);
});

test("how long to wait is never said too short", () => {
  expect(inAWhile(0)).toBe("in 1 second");
  expect(inAWhile(44.2)).toBe("in 45 seconds");
  expect(inAWhile(841)).toBe("in 15 minutes");
  expect(inAWhile(2 * 3600 + 1)).toBe("in 3 hours");
});
