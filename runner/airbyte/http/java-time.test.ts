import { expect, test } from "vitest";
import { javaDuration, javaInstant } from "./java-time.ts";

test.each([
  ["2024-01-01T00:00:00.000Z", "2024-01-01T00:00Z"],
  ["2024-01-01T00:00:07.900Z", "2024-01-01T00:00:07Z"],
  ["2024-01-01T10:30:00.999Z", "2024-01-01T10:30Z"],
])("%s is written %s", (instant, text) => {
  expect(javaInstant(Date.parse(instant))).toBe(text);
});

test.each([
  [0, "PT0S"],
  [999, "PT0S"],
  [83_000, "PT1M23S"],
  [3_600_000, "PT1H"],
  [29_172_000, "PT8H6M12S"],
])("%d ms are %s", (milliseconds, text) => {
  expect(javaDuration(milliseconds)).toBe(text);
});
