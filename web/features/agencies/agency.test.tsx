import { act } from "preact/test-utils";
import { expect, test } from "vitest";
import type { AgencyView } from "#contracts/agencies.ts";
import { json, problem } from "../../testing/fake-api.ts";
import { meAs, memberOf } from "../../testing/management.ts";
import { byText, click, settle, type } from "../../testing/mount.tsx";
import { openPage } from "../../testing/open-page.tsx";

const agencyOf = (id: string, role: AgencyView["role"]): AgencyView => ({
  id,
  label: `Agency ${id}`,
  role,
  tenants: 1,
  members: 2,
});
const tenant = {
  id: "blue-hills",
  label: "Blue Hills",
  currency: "USD",
  time_zone: "America/New_York",
  created_at: "2026-02-03T04:05:06.000Z",
  members: 3,
  connections: 2,
  snapshot_generated_at: null,
};

const open = (path: string, agencies: AgencyView[], handlers: Parameters<typeof openPage>[2] = {}) =>
  openPage(path, meAs(agencies[0]?.role ?? "owner"), {
    "GET /api/agencies/": () => json({ agencies }),
    "GET /api/agencies/tide/tenants/": () => json({ tenants: [tenant] }),
    "GET /api/agencies/reef/tenants/": () => json({ tenants: [] }),
    ...handlers,
  });

test("the agency's tenants are listed, and one is entered", async () => {
  const { page, calls } = await open("/agency/tenants", [agencyOf("tide", "agency_lead")], {
    "POST /api/auth/switch-tenant/": () => problem("not-found", { detail: "It is gone." }),
  });
  expect(byText(page, "tbody tr", "Blue Hills")?.textContent).toContain("no data yet");
  await click(page.querySelector("[aria-label='Enter Blue Hills']"));
  expect(calls.find((call) => call.path === "/api/auth/switch-tenant/")?.body).toEqual({ tenant_id: "blue-hills" });
  expect(byText(page, "tbody tr", "Blue Hills")?.querySelector("[role=alert]")?.textContent).toBe("It is gone.");
  expect(byText(page, "main button", "Create tenant")?.getAttribute("aria-disabled")).toBe("true");
});

test("who is in several agencies chooses, each with the role there", async () => {
  const { page } = await open("/agency/tenants", [
    agencyOf("tide", "agency_analyst"),
    agencyOf("reef", "agency_admin"),
  ]);
  const select = page.querySelector<HTMLSelectElement>("select[aria-label=Agency]")!;
  await act(() => {
    select.value = "reef";
    select.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await settle();
  expect(location.search).toBe("?agency=reef");
  expect(page.textContent).toContain("No tenants yet");
  expect(byText(page, "main button", "Create tenant")?.hasAttribute("aria-disabled")).toBe(false);
});

test("a tenant is created under an id made from its name; a taken id is said at its field", async () => {
  let taken = true;
  const { page, calls } = await open("/agency/tenants", [agencyOf("tide", "agency_admin")], {
    "POST /api/agencies/tide/tenants/": () =>
      taken ? problem("conflict", { detail: "This id is taken." }) : json({ ...tenant, id: "cafe", label: "Café" }),
  });
  await click(byText(page, "main button", "Create tenant"));
  const submit = async () => {
    await act(() => page.querySelector<HTMLFormElement>("dialog form")?.requestSubmit());
    await settle();
  };
  await submit();
  expect(page.querySelector("dialog .field-error")?.textContent).toBe("Give the workspace a name");
  await type(page.querySelector("dialog [name=label]"), "Café");
  await submit();
  expect(page.querySelector("dialog [name=id]")?.getAttribute("aria-invalid")).toBe("true");
  expect(calls.find((call) => call.method === "POST")?.body).toMatchObject({
    id: "cafe",
    label: "Café",
    currency: "USD",
    region_set: "none",
    working_hours: { from: 6, to: 22 },
  });
  taken = false;
  await submit();
  expect(page.querySelector("dialog")).toBeNull();
  expect(byText(page, "[role=status]", "Café is created")).toBeDefined();
});

test("its people are the same page as members, with the agency's roles", async () => {
  const { page } = await open("/agency/people", [agencyOf("tide", "agency_admin")], {
    "GET /api/agencies/tide/members/": () => json({ members: [memberOf("Lea", "agency_lead")] }),
    "GET /api/agencies/tide/invites/": () => json({ invites: [] }),
  });
  const roles = byText(page, "tbody tr", "Lea")?.querySelector("select")?.options;
  expect([...(roles ?? [])].map((option) => option.value)).toEqual(["agency_admin", "agency_lead", "agency_analyst"]);
  expect(byText(page, ".nav-link", "People")?.getAttribute("aria-current")).toBe("page");
});

test("who belongs to none has no such pages in the navigation, and the page says so", async () => {
  const { page } = await open("/agency/tenants", []);
  expect(byText(page, ".nav-link", "Tenants")).toBeUndefined();
  expect(page.textContent).toContain("You belong to no agency");
});
