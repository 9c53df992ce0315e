import { expect, test } from "vitest";
import { limitedUntil } from "./rate-limit.ts";

const now = Date.parse("2026-03-02T10:00:00Z");
const minute = 60_000;
const until = (message: string, retryAfter: number | string | null = null) => {
  const at = limitedUntil(message, retryAfter, now, 15 * minute);
  return at === undefined ? undefined : (at - now) / minute;
};

test.each([
  ["(#4) Application request limit reached", 15],
  ["Too many requests. Retry in 3600 seconds.", 60],
  ["RESOURCE_EXHAUSTED: quota exceeded, retry in 2 hours", 120],
  ["429 Client Error; Retry-After: 90", 1.5],
  ["There have been too many calls to this ad-account. Estimated time to regain access: 7 minutes", 7],
  ["Rate limit exceeded; available again at 2026-03-02T10:30:00Z", 30],
  ["Exhausted property tokens for a project per hour", 15],
  ["Throttled: try again in 40 days", 24 * 60],
])("%s: %d minutes", (message, minutes) => {
  expect(until(message)).toBe(minutes);
});

test.each(["The token has expired", "connection reset by peer after 429000 rows", "HTTP 500, retry in 5 seconds"])(
  "%s is no limit",
  (message) => {
    expect(until(message)).toBeUndefined();
  },
);

test("what Airbyte names outranks the message, and never lies in the past", () => {
  expect(until("Too many requests, retry in 60 seconds", 300)).toBe(5);
  expect(until("busy", "2026-03-02T12:00:00+01:00")).toBe(60);
  expect(until("busy", "2026-03-02T09:00:00Z")).toBe(1 / 60);
});
