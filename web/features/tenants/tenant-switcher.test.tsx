import { beforeEach, expect, test, vi } from "vitest";
import { App } from "../../routes.tsx";
import { fakeApi, json, problem } from "../../testing/fake-api.ts";
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

async function open(switching: () => Response) {
  history.replaceState(null, "", `/dashboards/campaigns?range=last_7&q=rum&parishes=kingston&snapshot=${snapshotId}`);
  let current = 0;
  const calls = fakeApi({
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
