import { expect, test } from "vitest";
import type { ConnectionView } from "#contracts/connections.ts";
import { connectionOf, runOf } from "../../testing/connections.ts";
import { json, problem } from "../../testing/fake-api.ts";
import { meAs } from "../../testing/management.ts";
import { byText, click, settle } from "../../testing/mount.tsx";
import { openPage } from "../../testing/open-page.tsx";

const summary = {
  total: 2,
  active: 1,
  paused: 0,
  attention: 1,
  running: 1,
  failed: 0,
  stale: 0,
  never_synced: 0,
  by_platform: [],
};

const open = (
  connections: () => ConnectionView[],
  handlers: Parameters<typeof openPage>[2] = {},
  search = "",
  role: Parameters<typeof meAs>[0] = "admin",
) =>
  openPage(`/dashboards/data-sources${search}`, meAs(role), {
    "GET /api/airbyte/connections/": () => json({ connections: connections(), next_cursor: null }),
    "GET /api/airbyte/connections/summary/": () => json(summary),
    "GET /api/airbyte/connectors/": () => json({ connectors: [] }),
    ...handlers,
  });

test("each source tells its state, its last and next sync, and what to do about a fault", async () => {
  const { page } = await open(() => [
    connectionOf("Fine"),
    connectionOf("Expired", {
      status: "attention",
      attention: { message: "The access token has expired.", since: "2026-02-03T04:05:06.000Z" },
    }),
    connectionOf("Waiting", {
      waits_for_platform: { until: "2026-02-03T06:00:00.000Z", reason: "daily quota used up" },
    }),
  ]);
  const card = (name: string) => byText(page, "article", name);
  expect(card("Fine")?.textContent).toMatch(/Up to date.*1,200 rows.*every hour in working hours/);
  expect(card("Expired")?.textContent).toMatch(/Needs attention.*has expired\. Give this connection new credentials/);
  expect(byText(page, "[role=status]", "2 data sources")?.textContent).toBe(
    "2 data sources: 1 needing attention, 1 syncing",
  );
  expect(card("Waiting")?.textContent).toContain("daily quota used up");
});

test("connectors that are being installed are told of", async () => {
  const connector = (name: string, status: string) => ({
    source_type: "any-connector",
    platform: "custom",
    name,
    needs: null,
    documentation_url: null,
    version: null,
    status,
    status_detail: null,
  });
  const connectors = [
    connector("Google Ads", "installing"),
    connector("Meta", "ready"),
    connector("GA4", "installing"),
  ];
  const { page } = await open(() => [connectionOf("Fine")], {
    "GET /api/airbyte/connectors/": () => json({ connectors }),
  });
  expect(byText(page, "[role=status]", "Being installed")?.textContent).toBe("Being installed: Google Ads, GA4.");
});

test("a source is synced, paused and resumed by its buttons, and the list is asked again", async () => {
  let connection = connectionOf("Meta");
  const { page, calls } = await open(() => [connection], {
    "POST /api/airbyte/connections/Meta/sync/": () => {
      connection = connectionOf("Meta", { last_run: runOf({ status: "running", finished_at: null }) });
      return json({ run: runOf({ status: "pending" }), started: true });
    },
    "POST /api/airbyte/connections/Meta/pause/": () => {
      connection = connectionOf("Meta", { status: "paused" });
      return json(connection);
    },
    "POST /api/airbyte/connections/Meta/resume/": () => {
      connection = connectionOf("Meta");
      return json(connection);
    },
  });
  await click(byText(page, "article button", "Sync now"));
  await settle();
  expect(byText(page, "article", "Meta")?.textContent).toContain("Syncing");
  await click(byText(page, "article button", "Pause"));
  await settle();
  expect(byText(page, "article", "Meta")?.textContent).toContain("Paused");
  await click(byText(page, "article button", "Resume"));
  await settle();
  expect(byText(page, "article", "Meta")?.textContent).toContain("Up to date");
  expect(calls.filter(({ method }) => method === "POST")).toHaveLength(3);
});

test("filters live in the address and are sent along", async () => {
  const { page, calls } = await open(() => [], {}, "?q=north&platform=meta&status=paused&more=1");
  const asked = calls.find(({ path }) => path === "/api/airbyte/connections/");
  expect(asked?.query).toMatchObject({ q: "north", platform: "meta", status: "paused" });
  expect(page.textContent).toContain("No data source matches");
  await click(byText(page, "button", "Clear filters"));
  expect(location.search).toBe("");
  expect(page.textContent).toContain("No data sources yet");
});

test("a failure, no access and no right to manage each say what is missing", async () => {
  const failed = await open(() => [], { "GET /api/airbyte/connections/": () => problem("unavailable") });
  expect(byText(failed.page, "[role=alert]", "Not available right now")).toBeDefined();
  expect(byText(failed.page, "a", "Runbook")?.getAttribute("href")).toBe("/docs/runbooks/operations#see-it");
  const looking = await open(() => [connectionOf("Meta")], {}, "", "analyst");
  const button = byText(looking.page, "article button", "Sync now");
  expect(button?.getAttribute("aria-disabled")).toBe("true");
  expect((await open(() => [], {}, "", "viewer")).page.querySelector("main")?.textContent).toContain(
    "connections.read",
  );
});
