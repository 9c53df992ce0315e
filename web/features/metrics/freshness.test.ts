import { expect, test } from "vitest";
import { combinedOf } from "../../testing/payloads.ts";
import { adviceFor, sourcesBehind } from "./freshness.ts";

const now = Date.parse("2026-03-30T18:00:00Z");
const generated = "2026-03-30T15:00:00Z";

test("fresh numbers need no advice", () => {
  expect(adviceFor(combinedOf(), now)).toBeNull();
});

test("stale, failed and missing each say why and what to do", () => {
  const of = (status: "stale" | "failed" | "missing") =>
    adviceFor(combinedOf({ status, status_reason: "because", snapshot_generated_at: generated }), now);
  expect(of("stale")).toMatchObject({
    tone: "warn",
    reason: "because",
    title: "These numbers were published 3 hours ago",
  });
  expect(of("failed")?.todo).toContain("last good numbers, published 3 hours ago");
  expect(of("failed")?.tone).toBe("bad");
  expect(of("missing")?.todo).toContain("owner or admin");
});

test("names each source that is behind, and only those", () => {
  const source = { data_through: "2026-03-29", settled_until: null };
  const lines = sourcesBehind(
    combinedOf({
      freshness: [
        { ...source, source: "meta", last_synced_at: generated, status: "ok" },
        { ...source, source: "tiktok", last_synced_at: generated, status: "failed" },
        { ...source, source: "search_console", last_synced_at: null, status: "missing" },
        { ...source, source: "linkedin", last_synced_at: null, status: "missing" },
      ],
    }),
    now,
  );
  expect(lines).toEqual([
    "TikTok: last sync failed, last synced 3 hours ago, data through Mar 29, 2026",
    "Search Console has not been synced yet",
    "LinkedIn has not been synced yet",
  ]);
});
