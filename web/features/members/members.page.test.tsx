import { act } from "preact/test-utils";
import { expect, test } from "vitest";
import { type fakeApi, json, problem } from "../../testing/fake-api.ts";
import { inviteOf, meAs, memberOf } from "../../testing/management.ts";
import { byText, click, settle, type } from "../../testing/mount.tsx";
import { openPage } from "../../testing/open-page.tsx";

const ana = memberOf("Ana", "owner", { user_id: "u1" });
const ben = memberOf("Ben", "analyst");
type Handlers = Parameters<typeof fakeApi>[0];

const open = (role: Parameters<typeof meAs>[0], handlers: Handlers = {}) =>
  openPage("/members", meAs(role), {
    "GET /api/members/": () => json({ members: [ana, ben] }),
    "GET /api/invites/": () => json({ invites: [] }),
    ...handlers,
  });

async function choose(select: Element | null | undefined, value: string): Promise<void> {
  if (!(select instanceof HTMLSelectElement)) throw new Error("There is no select");
  await act(() => {
    select.value = value;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await settle();
}

const rowOf = (page: HTMLElement, name: string) => byText(page, "tbody tr", name);

test("while members are on their way it says so; a failure can be tried again", async () => {
  const waiting = await open("owner", { "GET /api/members/": () => new Promise<Response>(() => undefined) });
  expect(byText(waiting.page, "[role=status]", "Loading members")).toBeDefined();

  let broken = true;
  const failing = await open("owner", {
    "GET /api/members/": () => (broken ? problem("internal") : json({ members: [ana] })),
  });
  expect(byText(failing.page, "[role=alert]", "req-1")).toBeDefined();
  broken = false;
  await click(byText(failing.page, "button", "Try again"));
  expect(rowOf(failing.page, "Ana")).toBeDefined();
});

test("without the capability nothing is asked for, and the page says what is missing and whom to ask", async () => {
  const { page, calls } = await open("viewer");
  expect(page.querySelector("main")?.textContent).toContain("members.read");
  expect(page.querySelector("main")?.textContent).toContain("Ask an owner or admin of Harbour Agency");
  expect(calls.some((call) => call.path === "/api/members/")).toBe(false);
});

test("who may only look sees roles as words and controls that say why they are off", async () => {
  const { page, calls } = await open("analyst");
  expect(page.querySelector("main select")).toBeNull();
  const remove = page.querySelector<HTMLElement>("[aria-label='Remove Ben']");
  expect(remove?.getAttribute("aria-disabled")).toBe("true");
  const why = document.getElementById(remove?.getAttribute("aria-describedby") ?? "");
  expect(why?.textContent).toContain("members.manage");
  await click(remove);
  expect(page.querySelector("dialog")).toBeNull();
  expect(calls.some((call) => call.path === "/api/invites/")).toBe(false);
});

test("a role is changed among those that one may give, and the result is said", async () => {
  const { page, calls } = await open("admin", {
    "GET /api/members/": () => json({ members: [{ ...ana, changeable: false, user_id: "u9" }, ben] }),
    "PATCH /api/members/m-Ben/": () => json({ ...ben, role: "viewer" }),
  });
  const select = rowOf(page, "Ben")?.querySelector("select");
  expect([...(select?.options ?? [])].map((option) => option.value)).toEqual(["admin", "analyst", "viewer"]);
  expect(rowOf(page, "Ana")?.querySelector("select")).toBeNull();
  await choose(select, "viewer");
  expect(calls.find((call) => call.method === "PATCH")?.body).toEqual({ role: "viewer" });
  expect(byText(page, "[role=status]", "Ben is now Viewer")).toBeDefined();
});

test("what the server refuses is said at the row, and the select shows what holds", async () => {
  const { page } = await open("owner", {
    "PATCH /api/members/m-Ben/": () => problem("conflict", { detail: "Ben is the last one." }),
  });
  const select = rowOf(page, "Ben")?.querySelector("select");
  await choose(select, "viewer");
  expect(rowOf(page, "Ben")?.querySelector("[role=alert]")?.textContent).toBe("Ben is the last one.");
  expect(select?.value).toBe("analyst");
});

test("one's own role is changed only after a question", async () => {
  const { page, calls } = await open("owner", { "PATCH /api/members/m-Ana/": () => json({ ...ana, role: "viewer" }) });
  await choose(rowOf(page, "Ana")?.querySelector("select"), "viewer");
  expect(calls.some((call) => call.method === "PATCH")).toBe(false);
  await click(byText(page, "dialog button", "Become Viewer"));
  expect(calls.find((call) => call.method === "PATCH")?.body).toEqual({ role: "viewer" });
});

test("removing asks first, says a refusal in the dialog, and then takes the row away", async () => {
  let refuse = true;
  let members = [ana, ben];
  const { page } = await open("owner", {
    "GET /api/members/": () => json({ members }),
    "DELETE /api/members/m-Ben/": () => {
      if (refuse) return problem("conflict", { detail: "Ben is the last owner." });
      members = [ana];
      return new Response(null, { status: 204 });
    },
  });
  await click(page.querySelector("[aria-label='Remove Ben']"));
  await click(byText(page, "dialog .button-danger", "Remove"));
  expect(page.querySelector("dialog [role=alert]")?.textContent).toContain("Ben is the last owner.");
  refuse = false;
  await click(byText(page, "dialog .button-danger", "Remove"));
  expect(page.querySelector("dialog")).toBeNull();
  expect(rowOf(page, "Ben")).toBeUndefined();
  expect(byText(page, "[role=status]", "Ben was removed")).toBeDefined();
});

test("an invitation is checked, sent, sent again and revoked", async () => {
  let invites = [inviteOf("old@example.com", { status: "accepted" })];
  const eva = inviteOf("eva@example.com");
  const { page, calls } = await open("owner", {
    "GET /api/invites/": () => json({ invites }),
    "POST /api/invites/": () => {
      invites = [eva, ...invites];
      return json(eva);
    },
    "POST /api/invites/i-eva%40example.com/resend/": () => json(eva),
    "DELETE /api/invites/i-eva%40example.com/": () => {
      invites = [{ ...eva, status: "revoked" }];
      return new Response(null, { status: 204 });
    },
  });
  const send = async (email: string) => {
    await type(page.querySelector("[name=email]"), email);
    await act(() => page.querySelector<HTMLFormElement>(".invite-form")?.requestSubmit());
    await settle();
  };
  expect(rowOf(page, "old@example.com")?.querySelector("button")).toBeNull();
  await send("eva");
  expect(page.querySelector(".invite-form .field-error")?.textContent).toContain("not a whole e-mail address");
  await send("eva@example.com");
  expect(calls.find((call) => call.method === "POST")?.body).toEqual({ email: "eva@example.com", role: "viewer" });
  expect(rowOf(page, "eva@example.com")?.textContent).toContain("Open");

  await click(page.querySelector("[aria-label='Resend to eva@example.com']"));
  expect(byText(page, "[role=status]", "eva@example.com gets a new link")).toBeDefined();
  await click(page.querySelector("[aria-label='Revoke eva@example.com']"));
  await click(byText(page, "dialog .button-danger", "Revoke"));
  expect(rowOf(page, "eva@example.com")?.textContent).toContain("Revoked");
});

test("who has lost the role meanwhile learns so by the first refusal", async () => {
  let role: "owner" | "viewer" = "owner";
  const { page } = await openPage("/members", () => meAs(role), {
    "GET /api/members/": () => json({ members: [ana, ben] }),
    "GET /api/invites/": () => json({ invites: [] }),
    "PATCH /api/members/m-Ben/": () => problem("forbidden"),
  });
  role = "viewer";
  await choose(rowOf(page, "Ben")?.querySelector("select"), "viewer");
  expect(page.querySelector("main")?.textContent).toContain("members.read");
  expect(page.querySelector("main table")).toBeNull();
});
