import { act } from "preact/test-utils";
import { beforeEach, expect, test, vi } from "vitest";
import { App } from "../../routes.tsx";
import { type Call, fakeApi, json, problem } from "../../testing/fake-api.ts";
import { click, mount, press, settle, type } from "../../testing/mount.tsx";
import { combinedOf, meOf, snapshotId, tenants } from "../../testing/payloads.ts";
import { session } from "../identity/session.ts";

// The DOM of these tests has no canvas to paint on.
vi.mock("uplot", () => ({
  default: class {
    destroy() {}
    setSize() {}
  },
}));

beforeEach(() => {
  session.value = { status: "unknown" };
});

async function open(switching: () => Response, finding?: (call: Call) => Response) {
  history.replaceState(null, "", `/dashboards/campaigns?range=last_7&q=rum&parishes=kingston&snapshot=${snapshotId}`);
  let current = 0;
  const calls = fakeApi({
    ...(finding ? { "GET /api/tenants/": finding } : {}),
    "GET /api/me/": () => json(meOf(current)),
    "GET /api/metrics/combined/": () =>
      json(combinedOf({ tenant_id: tenants[current]!.id, tenant_label: tenants[current]!.label })),
    "POST /api/auth/switch-tenant/": () => {
      const answer = switching();
      if (answer.ok) current = 1;
      return answer;
    },
  });
  return { page: await mount(<App />), calls };
}

const entered = () =>
  json({ access: "t", refresh: "r", expires_in: 300, user: meOf().user, tenant: tenants[1], tenants });

test("is found by typing and chosen by keyboard; filters of the old tenant do not come along", async () => {
  const { page, calls } = await open(entered);
  await click(page.querySelector(".combobox-button"));
  const input = page.querySelector<HTMLInputElement>("[role=combobox]");
  expect(document.activeElement).toBe(input);
  await type(input, "blue");
  expect(page.querySelectorAll("[role=option]")).toHaveLength(1);
  await press(input, "Enter");
  await settle();
  expect(calls.find((call) => call.path === "/api/auth/switch-tenant/")?.body).toEqual({ tenant_id: "blue-hills" });
  expect(page.querySelector(".combobox-button")?.textContent).toContain("Blue Hills");
  expect(location.search).toBe("?range=last_7");
  expect(document.title).toContain("Blue Hills");
});

test("arrows move, Escape closes and gives focus back", async () => {
  const { page, calls } = await open(entered);
  const button = page.querySelector<HTMLElement>(".combobox-button");
  await click(button);
  const input = page.querySelector("[role=combobox]");
  await press(input, "ArrowDown");
  const active = input?.getAttribute("aria-activedescendant") ?? "";
  expect(document.getElementById(active)?.textContent).toContain("Blue Hills");
  await press(input, "Escape");
  expect(page.querySelector("[role=listbox]")).toBeNull();
  expect(document.activeElement).toBe(button);
  expect(calls.some((call) => call.path === "/api/auth/switch-tenant/")).toBe(false);
});

test("a switch that fails is said and changes nothing", async () => {
  const { page } = await open(() => problem("not-found"));
  await click(page.querySelector(".combobox-button"));
  await press(page.querySelector("[role=combobox]"), "End");
  await press(page.querySelector("[role=combobox]"), "Enter");
  await settle();
  expect(page.querySelector(".tenant-failure")?.textContent).toContain("Could not switch");
  expect(page.querySelector(".combobox-button")?.textContent).toContain("Harbour Agency");
});

/** Three thousand, of which the page knows none beforehand. */
const many = Array.from({ length: 3000 }, (_, index) => ({
  ...tenants[0],
  id: `t-${index}`,
  label: `Tenant ${index}`,
}));
const pageOf = ({ query }: Call) => {
  const fitting = many.filter(({ label }) => label.includes(query.q ?? ""));
  const from = Number(query.cursor ?? 0);
  const to = from + Number(query.limit);
  return json({ tenants: fitting.slice(from, to), next_cursor: to < fitting.length ? String(to) : null });
};
const options = (page: HTMLElement) => [...page.querySelectorAll("[role=option]")].map((each) => each.textContent);

test("what is known is there at once; the server finds the others once typing pauses", async () => {
  const { page, calls } = await open(entered, pageOf);
  await act(() => page.querySelector<HTMLElement>(".combobox-button")?.click());
  expect(options(page)).toEqual(["Harbour AgencyOwner · JMD", "Blue HillsViewer · USD"]);
  const input = page.querySelector<HTMLInputElement>("[role=combobox]");
  for (const text of ["Ten", "Tenant 2", "Tenant 2999"]) await type(input, text);
  await new Promise((done) => setTimeout(done, 250));
  await settle();
  const asked = calls.filter((call) => call.path === "/api/tenants/" && call.query.q);
  expect(asked.map((call) => call.query.q)).toEqual(["Tenant 2999"]);
  expect(options(page)).toEqual(["Tenant 2999Owner · JMD"]);
  await press(input, "Enter");
  await settle();
  expect(calls.find((call) => call.path === "/api/auth/switch-tenant/")?.body).toEqual({ tenant_id: "t-2999" });
});

test("thousands come in pages as one moves down, and the chosen one stays chosen", async () => {
  const { page } = await open(entered, pageOf);
  await click(page.querySelector(".combobox-button"));
  expect(options(page)).toHaveLength(100);
  const input = page.querySelector("[role=combobox]");
  await press(input, "End");
  expect(options(page)).toHaveLength(200);
  const active = document.getElementById(input?.getAttribute("aria-activedescendant") ?? "");
  expect(active?.textContent).toContain("Tenant 99");
  await press(input, "ArrowDown");
  expect(page.querySelector("[data-active=true]")?.textContent).toContain("Tenant 100");
});

test("when the server cannot be asked, the known ones stay and that is said", async () => {
  const { page } = await open(entered, () => problem("unavailable"));
  await click(page.querySelector(".combobox-button"));
  expect(options(page)).toHaveLength(2);
  expect(page.querySelector(".combobox-status")?.textContent).toContain("Not available right now");
});

test("Alt and W open it, but not while somebody types", async () => {
  const { page } = await open(entered);
  const alt = (target: Element | null | undefined) =>
    act(() => {
      target?.dispatchEvent(new KeyboardEvent("keydown", { key: "∑", code: "KeyW", altKey: true, bubbles: true }));
    });
  await alt(page.querySelector("input[type=search]"));
  expect(page.querySelector("[role=listbox]")).toBeNull();
  await alt(document.body);
  expect(document.activeElement).toBe(page.querySelector("[role=combobox]"));
  await press(document.activeElement, "Escape");
});
