import { act } from "preact/test-utils";
import { expect, test } from "vitest";
import { TenantSettings } from "#contracts/tenants.ts";
import { theme } from "../../lib/theme.ts";
import { json, problem } from "../../testing/fake-api.ts";
import { meAs } from "../../testing/management.ts";
import { byText, click, settle, type } from "../../testing/mount.tsx";
import { openPage } from "../../testing/open-page.tsx";

const settings = TenantSettings.parse({
  id: "harbour",
  label: "Harbour Agency",
  time_zone: "America/Jamaica",
  currency: "JMD",
  region_set: "jm-parishes",
  working_hours: { from: 6, to: 22 },
  branding: { color: null, logo_url: null },
  plan: "growth",
  agency: null,
  created_at: "2026-02-03T04:05:06.000Z",
});

const open = (role: "owner" | "viewer", saved: (body: object) => Response = (body) => json({ ...settings, ...body })) =>
  openPage("/settings", meAs(role), {
    "GET /api/tenant/": () => json(settings),
    "PATCH /api/tenant/": ({ body }) => saved(body as object),
  });

async function submit(page: HTMLElement): Promise<void> {
  await act(() => page.querySelector<HTMLFormElement>("form.settings")?.requestSubmit());
  await settle();
}

test("only what changed is sent", async () => {
  const { page, calls } = await open("owner");
  const patches = () => calls.filter((call) => call.method === "PATCH").map((call) => call.body);
  await submit(page);
  expect(patches()).toEqual([]);
  await type(page.querySelector("[name=label]"), "Harbour & Sons ");
  await submit(page);
  expect(patches()).toEqual([{ label: "Harbour & Sons" }]);
  expect(byText(page, "[role=status]", "Settings are saved")).toBeDefined();
});

test("what does not fit is said at its field, before and by the server", async () => {
  const { page, calls } = await open("owner", () =>
    problem("invalid-input", { errors: [{ field: "label", message: "is taken" }] }),
  );
  await type(page.querySelector("[name='branding.color']"), "red");
  await type(page.querySelector("[name=label]"), "");
  await submit(page);
  expect([...page.querySelectorAll(".settings .field-error")].map((each) => each.textContent)).toEqual([
    "Give the workspace a name",
    "A colour is # and six digits or letters a to f, such as #1f6feb",
  ]);
  expect(calls.some((call) => call.method === "PATCH")).toBe(false);
  await type(page.querySelector("[name='branding.color']"), "");
  await type(page.querySelector("[name=label]"), "Taken");
  await submit(page);
  expect(page.querySelector(".settings .field-error")?.textContent).toBe("is taken");
  await click(byText(page, "button", "Undo"));
  expect(page.querySelector<HTMLInputElement>("[name=label]")?.value).toBe("Harbour Agency");
});

test("a colour becomes the accent where it can be read, and the page says where it cannot", async () => {
  theme.value = "light";
  const { page } = await open("owner");
  const accent = () => document.documentElement.style.getPropertyValue("--accent");
  await type(page.querySelector("[name='branding.color']"), "#7a1f3d");
  const previews = [...page.querySelectorAll(".brand-previews li")].map((each) => each.textContent);
  expect(previews[0]).toContain("Readable");
  expect(previews[1]).toContain("below 4.5:1");
  expect(accent()).toBe("");
  await submit(page);
  expect(accent()).toBe("#7a1f3d");
  theme.value = "dark";
  expect(accent()).toBe("");
  theme.value = "light";
});

test("a viewer reads the settings and changes none", async () => {
  const { page, calls } = await open("viewer");
  expect(page.querySelector(".banner")?.textContent).toContain("tenant.manage");
  expect(page.querySelector("fieldset.settings-fields")?.hasAttribute("disabled")).toBe(true);
  await click(byText(page, "button", "Save changes"));
  expect(calls.some((call) => call.method === "PATCH")).toBe(false);
});
