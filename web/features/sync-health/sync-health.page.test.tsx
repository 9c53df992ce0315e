import { expect, test } from "vitest";
import type { ConnectionHealth } from "#contracts/sync-health.ts";
import { json, problem } from "../../testing/fake-api.ts";
import { meAs } from "../../testing/management.ts";
import { byText, click } from "../../testing/mount.tsx";
import { openPage } from "../../testing/open-page.tsx";

const at = "2026-02-03T04:05:06.000Z";

const healthOf = (name: string, failed: number, more: Partial<ConnectionHealth> = {}): ConnectionHealth => ({
  connection_id: name,
  name,
  platform: "meta",
  status: "active",
  failures: { ended: 200, failed, rate: failed / 200 },
  failures_by_class: { config: 0, transient: failed, system: 0 },
  duration_seconds: { median: 12, p95: 240, latest: 11 },
  rows: { median: 1500, p95: 1800, latest: 1490 },
  warnings: [],
  schema_changes: 0,
  last_success_at: at,
  ...more,
});

const open = (connections: ConnectionHealth[], more: object = {}) =>
  openPage("/ops/sync-health", meAs("admin"), {
    "GET /api/airbyte/sync-health/": () =>
      json({
        since: at,
        target_failure_rate: 0.01,
        all: { ended: 400, failed: 5, rate: 5 / 400 },
        platforms: [{ platform: "meta", failures: { ended: 400, failed: 5, rate: 5 / 400 } }],
        connections,
        waiting: [],
        ...more,
      }),
  });

test("rates are judged by the aim, and what fails most stands first", async () => {
  const { page } = await open([healthOf("Steady", 1), healthOf("Shaky", 4), healthOf("Broken", 60)]);
  const names = () => [...page.querySelectorAll("tbody th")].map((cell) => cell.firstChild?.textContent);
  expect(names()).toEqual(["Broken", "Shaky", "Steady"]);
  const tone = (name: string) => byText(page, "tbody tr", name)?.querySelector(".badge")?.className;
  expect([tone("Steady"), tone("Shaky"), tone("Broken")]).toEqual([
    "badge badge-good",
    "badge badge-warn",
    "badge badge-bad",
  ]);
  expect(byText(page, "tbody tr", "Broken")?.textContent).toContain("60 transient");
  expect(byText(page, ".sync-rates div", "All platforms")?.textContent).toContain("5 of 400 syncs");
  await click(byText(page, "thead button", "Connection"));
  expect(names()).toEqual(["Broken", "Shaky", "Steady"]);
  await click(byText(page, "thead button", "Connection"));
  expect(names()).toEqual(["Steady", "Shaky", "Broken"]);
});

test("warnings, schema changes and platforms that asked to wait are told", async () => {
  const warned = healthOf("Thin", 0, {
    warnings: [{ kind: "volume_drop", message: "only 12 rows came", at, run_id: "r" }],
    schema_changes: 2,
  });
  const { page } = await open([warned], {
    waiting: [{ platform: "google_ads", until: at, reason: "The daily quota is used up." }],
  });
  expect(byText(page, "tbody tr", "Thin")?.textContent).toContain("only 12 rows came");
  expect(byText(page, "tbody tr", "Thin")?.textContent).toContain("2 new schema changes");
  expect(byText(page, "[role=status]", "Google Ads asked to wait")?.textContent).toContain("daily quota");
});

test("nothing yet, never synced, a failure and no access each have their own words", async () => {
  const none = { ended: 0, failed: 0, rate: null };
  expect((await open([])).page.textContent).toContain("No connections yet");
  const fresh = healthOf("Fresh", 0, { failures: none, duration_seconds: null, rows: null, last_success_at: null });
  expect(byText((await open([fresh])).page, "tbody tr", "Fresh")?.textContent).toContain("no sync yet");
  const failed = await openPage("/ops/sync-health", meAs("admin"), {
    "GET /api/airbyte/sync-health/": () => problem("unavailable"),
  });
  expect(byText(failed.page, "[role=alert]", "Not available right now")).toBeDefined();
  expect(byText(failed.page, "a", "Runbook")?.getAttribute("href")).toBe("/docs/runbooks/operations#see-it");
  const refused = await openPage("/ops/sync-health", meAs("viewer"), {});
  expect(refused.page.querySelector("main")?.textContent).toContain("connections.read");
});
