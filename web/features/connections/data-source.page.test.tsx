import { act } from "preact/test-utils";
import { expect, test } from "vitest";
import type { ConnectionDetail } from "#contracts/connections.ts";
import { detailOf, runOf } from "../../testing/connections.ts";
import { json, problem } from "../../testing/fake-api.ts";
import { submit } from "../../testing/form.ts";
import { meAs } from "../../testing/management.ts";
import { byText, click, settle, type } from "../../testing/mount.tsx";
import { openPage } from "../../testing/open-page.tsx";

const at = "/api/airbyte/connections/Meta/";
const times = ["2026-02-03T05:00:12.000Z", "2026-02-03T06:00:12.000Z"];

const open = (
  connection: () => ConnectionDetail = () => detailOf("Meta"),
  handlers: Parameters<typeof openPage>[2] = {},
  role: Parameters<typeof meAs>[0] = "admin",
) =>
  openPage("/dashboards/data-sources/Meta", meAs(role), {
    [`GET ${at}`]: () => json(connection()),
    [`GET ${at}runs/`]: () => json({ runs: [runOf()], next_cursor: null }),
    "POST /api/airbyte/schedule-preview/": () =>
      json({ schedule: { kind: "manual" }, time_zone: "America/Jamaica", times }),
    ...handlers,
  });

const afterTyping = () => act(() => new Promise((done) => setTimeout(done, 350)));

test("a source tells its state, its syncs, its next starts and its masked configuration", async () => {
  const { page } = await open();
  await afterTyping();
  expect(page.querySelector("h1")?.textContent).toContain("Up to date");
  expect(byText(page, "tbody tr", "Schedule")?.textContent).toMatch(/Succeeded.*30 s.*1,200/);
  expect(page.querySelectorAll("[aria-label='Next starts'] li")).toHaveLength(2);
  expect(page.textContent).toContain("**********");
  expect(byText(page, ".stream-list li", "ads_insights")?.textContent).toContain("what is new or changed");
});

test("a sync opens with its steps, its streams and its log, which is followed to the end", async () => {
  const run = runOf({
    connection_id: "Meta",
    steps: [{ name: "started", detail: "attempt 1", at: times[0]! }],
    streams: [{ name: "ads", rows: 7, status: "complete" }],
  });
  const parts = [{ text: "reading…\n", next_offset: 11, ended: true, available: true, detail: null, job: "1" }];
  const { page, calls } = await open(undefined, {
    [`GET ${at}runs/`]: () => json({ runs: [run], next_cursor: null }),
    [`GET ${at}runs/run-1/log/`]: () => json(parts.shift()),
  });
  await click(byText(page, "tbody button", "Details"));
  const dialog = page.querySelector("dialog");
  expect(dialog?.textContent).toMatch(/started.*attempt 1.*ads.*7 rows, complete.*reading…/s);
  expect(calls.filter(({ path }) => path.endsWith("/log/"))).toHaveLength(1);
});

test("the log of a sync is appended to, and begins anew with another try", async () => {
  const part = (text: string, next_offset: number, job: string, ended = false) => ({
    text,
    next_offset,
    ended,
    available: true,
    detail: null,
    job,
  });
  const parts = [part("one\n", 4, "7"), part("two\n", 8, "7"), part("", 8, "8"), part("again\n", 6, "8", true)];
  const { page, calls } = await open(undefined, {
    [`GET ${at}runs/`]: () => json({ runs: [runOf({ connection_id: "Meta", status: "running" })], next_cursor: null }),
    [`GET ${at}runs/run-1/log/`]: () => json(parts.shift()),
  });
  await click(byText(page, "tbody button", "Details"));
  await expect.poll(() => page.querySelector("[role=log]")?.textContent, { timeout: 20_000 }).toBe("one\ntwo\nagain\n");
  const asked = calls.filter(({ path }) => path.endsWith("/log/")).map(({ query }) => query.offset);
  expect(asked).toEqual(["0", "4", "8", "0"]);
});

test("a schedule is changed once it differs, and what does not fit is said at its field", async () => {
  const { page, calls } = await open(undefined, {
    [`PUT ${at}schedule/`]: () => json({ schedule: { kind: "manual" }, time_zone: "UTC", times: [] }),
  });
  const save = () => byText(page, "button", "Save schedule");
  expect(save()?.getAttribute("aria-disabled")).toBe("true");
  await click(page.querySelector("input[type=radio][value=cron]"));
  await type(page.querySelector(".schedule-fields input.mono"), "bad");
  expect(page.querySelector(".schedule-fields .field-error")).not.toBeNull();
  expect(save()?.getAttribute("aria-disabled")).toBe("true");
  await type(page.querySelector(".schedule-fields input.mono"), "15 2 * * 1");
  await click(save());
  expect(calls.find(({ method }) => method === "PUT")?.body).toEqual({
    kind: "cron",
    expression: "15 2 * * 1",
    time_zone: null,
    working_hours: true,
  });
});

test("deleting wants the name, credentials are tested, and changes of the data are acknowledged", async () => {
  let connection = detailOf("Meta", {
    schema_changes: [
      {
        id: "s",
        stream: "ads",
        kind: "column_added",
        column: "c",
        from: null,
        to: "string",
        run_id: "run-1",
        seen_at: times[0]!,
        acknowledged: false,
      },
    ],
  });
  const { page, calls } = await open(() => connection, {
    [`POST ${at}test/`]: () => json({ ok: false, message: "The token has expired." }),
    [`PATCH ${at}`]: () => {
      connection = detailOf("Meta");
      return json(connection);
    },
    [`DELETE ${at}`]: () => new Response(null, { status: 204 }),
    "GET /api/airbyte/connections/": () => json({ connections: [], next_cursor: null }),
  });
  await click(byText(page, "button", "Test credentials"));
  expect(byText(page, "[role=alert]", "do not work")?.textContent).toContain("has expired");
  await click(byText(page, "button", "I have seen them"));
  await settle();
  expect(calls.find(({ method }) => method === "PATCH")?.body).toEqual({ acknowledge_schema_changes: true });
  expect(page.textContent).not.toContain("new column c");

  await click(byText(page, ".data-source-actions button", "Delete"));
  await click(byText(page, "dialog .button-danger", "Delete"));
  expect(calls.some(({ method }) => method === "DELETE")).toBe(false);
  await type(page.querySelector("dialog input"), "Meta");
  await click(byText(page, "dialog .button-danger", "Delete"));
  expect(calls.some(({ method }) => method === "DELETE")).toBe(true);
  expect(location.pathname).toBe("/dashboards/data-sources");
});

const slice = (number: number, month: string, status: "succeeded" | "running" | "waiting") => ({
  number,
  from: `2026-${month}-01`,
  to: `2026-${month}-28`,
  status,
  run_id: status === "waiting" ? null : `run-${number}`,
  rows: status === "succeeded" ? 1200 : null,
});

test("past days are read again: chosen by preset or by day, followed, and cancelled", async () => {
  let connection = detailOf("Meta");
  const { page, calls } = await open(() => connection, {
    [`POST ${at}backfill/`]: () => {
      const slices = [slice(1, "02", "succeeded"), slice(2, "01", "running"), slice(3, "12", "waiting")];
      const ends = { from: "2025-12-01", to: "2026-02-28", created_at: times[0]!, ended_at: null };
      connection = detailOf("Meta", { backfill: { id: "b", ...ends, status: "active", reason: null, slices } });
      return json(connection.backfill);
    },
    [`DELETE ${at}backfill/`]: () => {
      const { backfill } = connection;
      connection = detailOf("Meta", { backfill: { ...backfill!, status: "cancelled", reason: "cancelled by hand" } });
      return json(connection.backfill);
    },
  });
  await click(byText(page, ".data-source-actions button", "Read past days again"));
  const dialog = page.querySelector("dialog")!;
  await click(byText(dialog, "button", "Last 90 days"));
  expect(byText(dialog, "button", "Last 90 days")?.getAttribute("aria-pressed")).toBe("true");
  expect(dialog.querySelector("[role=status]")?.textContent).toMatch(/^90 days in [345] parts/);
  const [first, last] = dialog.querySelectorAll("input");
  await type(last!, "2025-12-01");
  await type(first!, "2025-12-31");
  expect(dialog.querySelector(".field-error")?.textContent).toContain("must not be after the last");
  expect(byText(dialog, "button", "Start")?.getAttribute("aria-disabled")).toBe("true");
  await type(first!, "2025-11-30");
  expect(dialog.querySelector("[role=status]")?.textContent).toContain("2 days in 2 parts");
  await submit(dialog);
  await settle();
  expect(calls.find(({ method, path }) => method === "POST" && path.endsWith("/backfill/"))?.body).toEqual({
    from: "2025-11-30",
    to: "2025-12-01",
  });
  expect(page.querySelector("dialog")).toBeNull();
  expect(page.textContent).toMatch(/1 of 3 parts read, now Jan 1.*28, 2026/);
  expect(byText(page, ".data-source-actions button", "Read past days again")?.getAttribute("aria-disabled")).toBe(
    "true",
  );
  await click(byText(page, "button", "Cancel backfill"));
  await settle();
  expect(page.textContent).toContain("cancelled by hand");
});

test("one that is not there, and one who may only look, are told so", async () => {
  const gone = await open(undefined, {
    [`GET ${at}`]: () => problem("not-found", { detail: "There is no such connection." }),
  });
  expect(gone.page.textContent).toContain("There is no such connection.");
  const { page } = await open(undefined, {}, "analyst");
  for (const name of ["Sync now", "Pause", "Delete"])
    expect(byText(page, ".data-source-actions button", name)?.getAttribute("aria-disabled")).toBe("true");
});

const connector = {
  source_type: "facebook-marketing",
  platform: "meta",
  name: "Facebook Marketing",
  needs: null,
  documentation_url: null,
  version: "1.0.0",
  status: "ready",
  status_detail: null,
  schema: {
    type: "object",
    required: ["account_ids", "credentials"],
    properties: {
      account_ids: { type: "array", items: { type: "string" } },
      credentials: {
        type: "object",
        required: ["access_token"],
        properties: { access_token: { type: "string", title: "Access Token", airbyte_secret: true } },
      },
    },
  },
  secrets: ["credentials.access_token"],
  attribution_days: 28,
  look_back_days: 3,
  history_from: "2025-01-01",
};

test("settings are changed in the connector's form; a secret that is left alone goes back masked", async () => {
  const expired = "The access token has expired.";
  const answers = [problem("conflict", { detail: expired }), json(detailOf("Meta"))];
  const { page, calls } = await open(undefined, {
    "GET /api/airbyte/connectors/facebook-marketing/": () => json(connector),
    [`PATCH ${at}`]: () => answers.shift()!,
  });
  await click(byText(page, "button", "Change settings"));
  await settle();
  const token = () => page.querySelector<HTMLInputElement>("[name='credentials.access_token']");
  expect([token()?.type, token()?.value]).toEqual(["password", "**********"]);
  await type(page.querySelector("[name=account_ids]"), "1, 2");
  await submit(page);
  expect(byText(page, ".field", "Access Token")?.textContent).toContain(expired);
  await type(token(), "a new one");
  await submit(page);
  const bodies = calls.filter(({ method }) => method === "PATCH").map(({ body }) => body);
  expect(bodies).toEqual([
    { configuration: { account_ids: ["1", "2"], credentials: { access_token: "**********" } } },
    { configuration: { account_ids: ["1", "2"], credentials: { access_token: "a new one" } } },
  ]);
  expect(token()).toBeNull();
});

test("failed syncs alone are the history of failures", async () => {
  const { page, calls } = await open();
  await click(page.querySelector("input[type=radio][value=failed]"));
  expect(calls.filter(({ path }) => path.endsWith("/runs/")).at(-1)?.query).toMatchObject({ status: "failed" });
});

test("the look-back is changed alone, and only to a number of days", async () => {
  const { page, calls } = await open(undefined, {
    [`PATCH ${at}`]: () => json(detailOf("Meta", { look_back_days: 14 })),
  });
  const days = page.querySelector("[name=look_back_days]");
  await type(days, "a week");
  await click(byText(page, "button", "Save schedule"));
  expect(byText(page, ".field-error", "from 0 to 400")).toBeDefined();
  await type(days, "14");
  await click(byText(page, "button", "Save schedule"));
  const changes = calls.filter(({ method }) => method === "PATCH" || method === "PUT").map(({ body }) => body);
  expect(changes).toEqual([{ look_back_days: 14 }]);
});

test("the navigation and the crumbs tell where it stands, also while it is not there", async () => {
  const { page } = await open(undefined, { [`GET ${at}`]: () => problem("not-found") });
  expect(byText(page, ".side-nav .nav-link", "Data sources")?.getAttribute("aria-current")).toBe("true");
  expect(byText(page, ".breadcrumbs a", "Data sources")?.getAttribute("href")).toBe("/dashboards/data-sources");
});

test("what cannot be asked for anew stays, with a word that it is old", async () => {
  const answers = [json(detailOf("Meta")), problem("unavailable")];
  const { page } = await open(undefined, {
    [`GET ${at}`]: () => answers.shift() ?? json(detailOf("Meta")),
    [`POST ${at}pause/`]: () => json(detailOf("Meta", { status: "paused" })),
  });
  await click(byText(page, ".data-source-actions button", "Pause"));
  await settle();
  expect(byText(page, ".banner-warn", "Not refreshed")).toBeDefined();
  expect(byText(page, ".stream-list li", "ads_insights")).toBeDefined();
  await click(byText(page, ".banner-warn button", "Try again"));
  await settle();
  expect(byText(page, ".banner-warn", "Not refreshed")).toBeUndefined();
});

test("streams are chosen anew from what the platform has now, with a word on what stays", async () => {
  const stream = (name: string) => ({
    name,
    columns: [],
    sync_modes: ["full_refresh_append", "incremental_append"],
    primary_key: [],
    cursor: [],
    recommended: false,
  });
  const before = [
    { name: "ads", sync_mode: "full_refresh_append" as const },
    { name: "videos", sync_mode: "incremental_append" as const },
    { name: "old", sync_mode: "incremental_append" as const },
  ];
  const { page, calls } = await open(() => detailOf("Meta", { streams: before }), {
    [`POST ${at}discover/`]: () => json({ streams: [stream("ads"), stream("videos"), stream("new")] }),
    [`PATCH ${at}`]: () => json(detailOf("Meta")),
  });
  await click(byText(page, "button", "Change streams"));
  await settle();
  await click(page.querySelector("input[value=videos]"));
  await click(page.querySelector("input[value=new]"));
  const told = byText(page, ".banner", "What the next sync does")?.textContent;
  expect(told).toMatch(/1 stream more, with its history: new.*No longer reads videos.*stays in the warehouse/);
  expect(told).toMatch(/has old no more/);
  await click(byText(page, "button", "Save streams"));
  expect(calls.find(({ method }) => method === "PATCH")?.body).toEqual({
    streams: [
      { name: "ads", sync_mode: "full_refresh_append" },
      { name: "new", sync_mode: "incremental_append" },
    ],
  });
});
