import { expect, test } from "vitest";
import { retryAfterIn } from "./retry-after.ts";

test.each([
  ["Response (headers): '{'retry-after': '7200', 'date': 'Mon'}'", 7200],
  ["'quotaErrorDetails': {'retryDelay': '3600s'}", 3600],
  ["Too many requests. Retry in 90 seconds.", 90],
  ["Retry-After: 60 … retryDelay: 120s", 120],
  ["Retrying in five minutes", undefined],
  ["500 rows in 30 seconds", undefined],
])("%s: %s s", (text, seconds) => {
  expect(retryAfterIn(text)).toBe(seconds);
});
