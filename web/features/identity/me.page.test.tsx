import { LocationProvider } from "preact-iso";
import { beforeEach, expect, test } from "vitest";
import type { Me } from "#contracts/me.ts";
import { fakeApi, json, problem } from "../../testing/fake-api.ts";
import { describedBy, fill, focused, submit, unlabelled } from "../../testing/form.ts";
import { byText, click, mount, settle } from "../../testing/mount.tsx";
import { meOf, tenants } from "../../testing/payloads.ts";
import { Toasts } from "../../ui/toast.tsx";
import { MePage } from "./me.page.tsx";
import { session } from "./session.ts";

beforeEach(() => history.replaceState(null, "", "/me"));

const done = () => new Response(null, { status: 204 });

async function open(answers: Parameters<typeof fakeApi>[0] = {}, more: Partial<Me> = {}) {
  const me = { ...meOf(), ...more };
  session.value = { status: "in", me };
  const calls = fakeApi({
    "GET /api/me/": () => json(me),
    "GET /api/me/sessions/": () => json({ sessions: [] }),
    ...answers,
  });
  const page = await mount(
    <LocationProvider>
      <MePage />
      <Toasts />
    </LocationProvider>,
  );
  return { page, calls };
}

const card = (page: HTMLElement, title: string) => {
  const heading = [...page.querySelectorAll("h2")].find((each) => each.textContent === title);
  return heading?.closest<HTMLElement>("section") ?? page;
};
const dialog = (page: HTMLElement) => page.querySelector<HTMLElement>("dialog")!;

test("saves the name, says so, and every field has its name", async () => {
  const { page, calls } = await open({ "PATCH /api/me/": () => json({ ...meOf().user, name: "Ana Green" }) });
  expect(unlabelled(page)).toEqual([]);
  const profile = card(page, "Profile");
  await fill(profile, { name: " " });
  await submit(profile);
  expect(describedBy(page, "name")).toContain("Enter your name");
  await fill(profile, { name: "Ana Green" });
  await submit(profile);
  expect(calls.find((call) => call.method === "PATCH")?.body).toEqual({ name: "Ana Green" });
  expect(page.querySelector(".toasts")?.textContent).toContain("saved");
});

test("changes the e-mail by password, and says that the mail decides", async () => {
  let tries = 0;
  const { page, calls } = await open({
    "POST /api/me/email/": () => (tries++ === 0 ? problem("wrong-credentials") : done()),
  });
  await click(byText(page, "button", "Change e-mail…"));
  expect(focused()).toBe("email");
  expect(unlabelled(dialog(page))).toEqual([]);
  await fill(dialog(page), { email: "ana@example.com", password: "" });
  await submit(dialog(page));
  expect(describedBy(page, "email")).toContain("your address already");
  expect(describedBy(page, "password")).toContain("Enter your password");
  await fill(dialog(page), { email: "new@example.com", password: "wrong" });
  await submit(dialog(page));
  expect(describedBy(page, "password")).toContain("not your password");
  await fill(dialog(page), { password: "a long password" });
  await submit(dialog(page));
  expect(calls.at(-1)?.body).toEqual({ email: "new@example.com", password: "a long password" });
  expect(page.querySelector("dialog")).toBeNull();
  expect(card(page, "Sign-in").textContent).toContain("We sent a link to new@example.com");
});

test("changes the password, looks at the sessions again, and says what the server refuses at its field", async () => {
  let tries = 0;
  const { page, calls } = await open({
    "POST /api/me/password/": () =>
      tries++ === 0 ? problem("invalid-input", { errors: [{ field: "password", message: "easy to guess" }] }) : done(),
  });
  await click(byText(page, "button", "Change password…"));
  expect(focused()).toBe("current_password");
  const kinds = [...dialog(page).querySelectorAll("input")].map((input) => input.getAttribute("autocomplete"));
  expect(kinds).toEqual(["username", "current-password", "new-password"]);
  await fill(dialog(page), { current_password: "a long password", password: "password1234" });
  await submit(dialog(page));
  expect(describedBy(page, "password")).toContain("easy to guess");
  expect(focused()).toBe("password");
  const asked = () => calls.filter((call) => call.path === "/api/me/sessions/").length;
  const before = asked();
  await fill(dialog(page), { password: "four unrelated words" });
  await submit(dialog(page));
  await settle();
  expect(page.querySelector(".toasts")?.textContent).toContain("other sessions have ended");
  expect(asked()).toBe(before + 1);
});

test("without a password, a mail sets one, and the second step waits for it", async () => {
  const { page, calls } = await open({ "POST /api/auth/password-reset/": done }, { has_password: false });
  expect(byText(page, "button", "Set up…")).toBeUndefined();
  expect(byText(page, "button", "Change e-mail…")).toBeUndefined();
  await click(byText(page, "button", "Send me a link"));
  expect(calls.at(-1)?.body).toEqual({ email: "ana@example.com" });
  expect(card(page, "Sign-in").textContent).toContain("A mail with a link is on its way");
});

test("lists workspaces with role and enters another one", async () => {
  const { page, calls } = await open({
    "POST /api/auth/switch-tenant/": () =>
      json({ access: "t", refresh: "r", expires_in: 300, user: meOf().user, tenant: tenants[1], tenants }),
  });
  const list = card(page, "Workspaces");
  expect(list.textContent).toContain("Harbour AgencyWorking here");
  expect(list.textContent).toContain("Blue HillsViewer · USD");
  expect(list.querySelectorAll("button")).toHaveLength(1);
  await click(list.querySelector("button"));
  expect(calls.find((call) => call.path === "/api/auth/switch-tenant/")?.body).toEqual({ tenant_id: "blue-hills" });
  expect(location.pathname).toBe("/dashboards/campaigns");
});
