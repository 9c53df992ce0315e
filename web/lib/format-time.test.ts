import { expect, test } from "vitest";
import { ago, dayRange, instant } from "./format-time.ts";

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
