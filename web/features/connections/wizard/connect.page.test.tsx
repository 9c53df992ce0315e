import { act } from "preact/test-utils";
import { expect, test } from "vitest";
import type { ConnectorForm } from "#contracts/connectors.ts";
import { detailOf, runOf } from "../../../testing/connections.ts";
import { json, problem } from "../../../testing/fake-api.ts";
import { meAs } from "../../../testing/management.ts";
import { byText, click, settle, type } from "../../../testing/mount.tsx";
import { openPage } from "../../../testing/open-page.tsx";

const secret = "the-token-of-the-account";

const connector = (name: string, more: Partial<ConnectorForm> = {}): ConnectorForm => ({
  source_type: name,
  platform: "meta",
  name,
  needs: "An access token.",
  documentation_url: null,
  version: "1.0.0",
  status: "ready",
  status_detail: null,
  schema: {
    type: "object",
    required: ["account_ids", "access_token"],
    properties: {
      account_ids: { type: "array", items: { type: "string" }, order: 0, title: "Accounts" },
      access_token: { type: "string", airbyte_secret: true, order: 1, title: "Access token" },
    },
  },
  secrets: ["access_token"],
  attribution_days: 28,
  look_back_days: 3,
  history_from: "2026-01-01",
  ...more,
});

const stream = (name: string, recommended: boolean) => ({
  name,
  columns: [{ name: "id", type: "string" }],
  sync_modes: ["full_refresh_append" as const, "incremental_append" as const],
  primary_key: [["id"]],
  cursor: [],
  recommended,
});

const open = (handlers: Parameters<typeof openPage>[2] = {}, connectors = [connector("facebook-marketing")]) =>
  openPage("/dashboards/data-sources/new", meAs("admin"), {
    "GET /api/airbyte/connectors/": () => json({ connectors }),
    ...Object.fromEntries(
      connectors.map((each) => [`GET /api/airbyte/connectors/${each.source_type}/`, () => json(each)]),
    ),
    "POST /api/airbyte/connectors/facebook-marketing/check/": () =>
      json({ ok: true, message: null, error_class: null }),
    "POST /api/airbyte/connectors/facebook-marketing/discover/": () =>
      json({ accounts: [], streams: [stream("ads", true), stream("videos", false)] }),
    "POST /api/airbyte/schedule-preview/": () => json({ schedule: { kind: "manual" }, time_zone: "UTC", times: [] }),
    ...handlers,
  });

async function submit(page: HTMLElement): Promise<void> {
  await act(() => page.querySelector("form")?.requestSubmit());
  await settle();
}

async function enter(page: HTMLElement): Promise<void> {
  await click(byText(page, "button", "Connect"));
  await type(page.querySelector("[name=account_ids]"), "12, 34");
  await type(page.querySelector("[name=access_token]"), secret);
  await submit(page);
}

test("from the choice of a connector to the connection, with what was entered kept on the way back", async () => {
  const { page, calls } = await open({
    "POST /api/airbyte/connections/": () => json({ connection: detailOf("Meta"), run: runOf() }),
    "GET /api/airbyte/connections/Meta/": () => json(detailOf("Meta")),
    "GET /api/airbyte/connections/Meta/runs/": () => json({ runs: [], next_cursor: null }),
  });
  await click(byText(page, "button", "Connect"));
  await submit(page);
  expect(page.querySelectorAll(".field-error")).toHaveLength(2);
  expect(calls.some(({ method }) => method === "POST")).toBe(false);
  await type(page.querySelector("[name=account_ids]"), "12, 34");
  await type(page.querySelector("[name=access_token]"), secret);
  expect(page.querySelector("[name=access_token]")?.getAttribute("type")).toBe("password");
  await submit(page);

  const chosen = () => [...page.querySelectorAll<HTMLInputElement>("[name=streams]:checked")].map((each) => each.value);
  expect(chosen()).toEqual(["ads"]);
  await click(byText(page, "button", "Back"));
  expect(page.querySelector<HTMLInputElement>("[name=access_token]")?.value).toBe(secret);
  await submit(page);
  await click(byText(page, "button", "All"));
  await click(byText(page, "button", "Go on"));
  await type(page.querySelector("[name=name]"), "Meta");
  await click(byText(page, ".wizard-actions button", "Connect"));
  expect(calls.find(({ path }) => path === "/api/airbyte/connections/")?.body).toEqual({
    source_type: "facebook-marketing",
    name: "Meta",
    configuration: { account_ids: ["12", "34"], access_token: secret },
    schedule: { kind: "interval", every_minutes: 60, working_hours: true },
    streams: [
      { name: "ads", sync_mode: "incremental_append" },
      { name: "videos", sync_mode: "incremental_append" },
    ],
  });
  expect(location.pathname).toBe("/dashboards/data-sources/Meta");
  expect(page.innerHTML).not.toContain(secret);
});

test("credentials that do not work are said in the platform's words, and fields that do not fit at their place", async () => {
  const refused = await open({
    "POST /api/airbyte/connectors/facebook-marketing/check/": () =>
      json({ ok: false, message: "The access token has expired.", error_class: "config" }),
  });
  await enter(refused.page);
  expect(byText(refused.page, ".field", "Access token")?.textContent).toContain("has expired");
  const vague = await open({
    "POST /api/airbyte/connectors/facebook-marketing/check/": () =>
      json({ ok: false, message: "The platform does not answer.", error_class: "transient" }),
  });
  await enter(vague.page);
  expect(byText(vague.page, "[role=alert]", "does not answer")).toBeDefined();

  const wrong = await open({
    "POST /api/airbyte/connectors/facebook-marketing/check/": () =>
      problem("invalid-input", { errors: [{ field: "configuration.account_ids", message: "must be digits" }] }),
  });
  await enter(wrong.page);
  expect(byText(wrong.page, ".field", "Accounts")?.textContent).toContain("must be digits");
});

test("a connector that is not there is installed when it is chosen, and a plain JSON form stands in where no spec is known", async () => {
  const absent = connector("google-ads", { status: "not_installed", schema: null, version: null });
  const states = [absent, { ...absent, status: "installing" }, connector("google-ads")];
  const { page, calls } = await open(
    {
      "GET /api/airbyte/connectors/google-ads/": () => json(states.shift()),
      "POST /api/airbyte/connectors/google-ads/install/": () => json({ ...absent, status: "installing" }),
    },
    [absent],
  );
  await click(byText(page, ".connector-card button", "Connect"));
  await settle();
  expect(byText(page, "[role=status]", "is being installed")).toBeDefined();
  expect(calls.filter(({ path }) => path.endsWith("/google-ads/install/"))).toHaveLength(1);
  await expect.poll(() => page.querySelector("[name=access_token]"), { timeout: 20_000 }).not.toBeNull();

  const plain = await open({}, [connector("facebook-marketing", { schema: null })]);
  await click(byText(plain.page, "button", "Connect"));
  await settle();
  expect(plain.page.querySelector("textarea[name=configuration]")).not.toBeNull();
});

test("a connector that cannot be installed says why, and is tried again", async () => {
  const failed = connector("google-ads", { status: "failed", schema: null, status_detail: "the disk is full" });
  const { page, calls } = await open({ "POST /api/airbyte/connectors/google-ads/install/": () => json(failed) }, [
    failed,
  ]);
  await click(byText(page, ".connector-card button", "Connect"));
  await expect.poll(() => byText(page, "[role=alert]", "the disk is full"), { timeout: 20_000 }).toBeDefined();
  await click(byText(page, "[role=alert] button", "Try again"));
  await settle();
  expect(calls.filter(({ path }) => path.endsWith("/install/"))).toHaveLength(2);
});

test("a manifest is read before its own settings are asked for, and what is wrong with it is said by its line", async () => {
  const manifestField = "__injected_declarative_manifest";
  const own = { type: "object", required: [manifestField], properties: { [manifestField]: { type: "object" } } };
  const schema = {
    type: "object",
    required: ["api_key"],
    properties: { api_key: { type: "string", title: "API key", airbyte_secret: true } },
  };
  const message = "line 2, column 1: tabs; indent with spaces, not with tabs";
  const answers = [
    problem("invalid-input", { errors: [{ field: "manifest", message }] }),
    json({ name: "Shop", schema, secrets: ["api_key"], streams: ["orders"] }),
  ];
  const { page, calls } = await open(
    {
      "POST /api/airbyte/manifests/": () => answers.shift()!,
      "POST /api/airbyte/connectors/declarative-manifest/check/": () =>
        json({ ok: false, message: "no", error_class: "config" }),
    },
    [connector("declarative-manifest", { schema: own, platform: "custom" })],
  );
  await click(byText(page, ".connector-card button", "Connect"));
  await settle();
  await type(page.querySelector("textarea[name=manifest]"), "type: DeclarativeSource");
  await click(byText(page, "button", "Read the manifest"));
  expect(byText(page, ".manifest-input [role=alert]", "line 2")).toBeDefined();
  await click(byText(page, "button", "Read the manifest"));
  expect(byText(page, "[role=status]", "1 stream: orders")).toBeDefined();
  await type(page.querySelector("[name=api_key]"), secret);
  await submit(page);
  expect(calls.find(({ path }) => path.endsWith("/check/"))?.body).toEqual({
    configuration: { [manifestField]: "type: DeclarativeSource", api_key: secret },
  });
});

test("who may not manage connections is told so", async () => {
  const { page } = await openPage("/dashboards/data-sources/new", meAs("analyst"), {});
  expect(page.querySelector("main")?.textContent).toContain("connections.manage");
});

test("whoever entered something and follows a link away is asked first", async () => {
  const { page } = await open();
  await enter(page);
  await click(byText(page, ".side-nav .nav-link", "Campaigns"));
  expect(location.pathname).toBe("/dashboards/data-sources/new");
  await click(byText(page, "dialog button", "Stay"));
  expect(page.querySelector("dialog")).toBeNull();
  await click(byText(page, ".side-nav .nav-link", "Members"));
  await click(byText(page, "dialog button", "Leave"));
  expect(location.pathname).toBe("/members");
});
