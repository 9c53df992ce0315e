import { beforeEach, expect, test } from "vitest";
import type { ProblemKind } from "#contracts/problem.ts";
import { App } from "../../routes.tsx";
import { fakeApi, json, problem } from "../../testing/fake-api.ts";
import { describedBy, fill, focused, submit, unlabelled } from "../../testing/form.ts";
import { byText, click, mount, settle, type } from "../../testing/mount.tsx";
import { combinedOf, meOf, tenants } from "../../testing/payloads.ts";
import { session } from "./session.ts";

beforeEach(() => {
  session.value = { status: "unknown" };
  sessionStorage.clear();
});

const offer = {
  email: "ana@example.com",
  role: "analyst",
  to: "Harbour Agency",
  kind: "tenant",
  invited_by: "Olive Owner",
  expires_at: "2026-11-03T12:00:00Z",
  has_account: false,
};

const signedIn = () =>
  json({ access: "token", refresh: "adr_token", expires_in: 300, user: meOf().user, tenant: tenants[0], tenants });

const accept = "POST /api/auth/invite/accept/";

interface World {
  offer?: object;
  /** Whose session this browser has. */
  email?: string;
  answers?: Parameters<typeof fakeApi>[0];
}

async function open({ offer: given = {}, email, answers = {} }: World = {}, address = "/invite#token=adi_secret") {
  history.replaceState(null, "", address);
  let here = email;
  const me = () => ({ ...meOf(), user: { ...meOf().user, email: here ?? "" } });
  const calls = fakeApi({
    "GET /api/me/": () => (here ? json(me()) : problem("unauthenticated")),
    "POST /api/auth/invite/": () => json({ ...offer, ...given }),
    "POST /api/auth/logout/": () => {
      here = undefined;
      return new Response(null, { status: 204 });
    },
    [accept]: () => {
      here = offer.email;
      return signedIn();
    },
    "POST /api/auth/second-factor/": () => {
      here = offer.email;
      return signedIn();
    },
    "GET /api/auth/oidc/": () => json({ providers: [] }),
    "GET /api/metrics/combined/": () => json(combinedOf({ snapshot_id: null, status: "missing" })),
    ...answers,
  });
  const page = await mount(<App />);
  return { page, sent: () => calls.filter((call) => call.path.endsWith("/accept/")).map((call) => call.body) };
}

const title = (page: HTMLElement) => page.querySelector("h1")?.textContent;

test("says who invites to what, as what and until when; the token leaves the address bar", async () => {
  const { page } = await open();
  expect(location.href).not.toContain("adi_secret");
  expect(title(page)).toBe("Join Harbour Agency");
  const facts = page.querySelector("dl")?.textContent;
  for (const word of ["Olive Owner", "Harbour Agency", "Analyst", "2026"]) expect(facts).toContain(word);
  expect(unlabelled(page)).toEqual([]);
});

test("somebody new gives a name and a password and lands in the tenant", async () => {
  const { page, sent } = await open();
  await submit(page);
  expect(describedBy(page, "name")).toContain("Enter your name");
  expect(focused()).toBe("name");
  await fill(page, { name: "Ana Brown", password: "ana@example.com12" });
  expect(describedBy(page, "password")).toContain("holds your name or address");
  await fill(page, { password: "four unrelated words" });
  await submit(page);
  expect(sent()).toEqual([{ token: "adi_secret", name: "Ana Brown", password: "four unrelated words" }]);
  expect(location.pathname).toBe("/dashboards/campaigns");
  expect(page.querySelector(".combobox-button")?.textContent).toContain("Harbour Agency");
});

test("an account of that address gives its password; a wrong one is said at the field", async () => {
  let tries = 0;
  const { page, sent } = await open({
    offer: { has_account: true },
    answers: { [accept]: () => (tries++ === 0 ? problem("wrong-credentials") : signedIn()) },
  });
  expect(page.querySelector<HTMLInputElement>("[autocomplete=username]")?.value).toBe("ana@example.com");
  await fill(page, { password: "wrong" });
  await submit(page);
  expect(describedBy(page, "password")).toContain("not this account's password");
  expect(focused()).toBe("password");
  await fill(page, { password: "a long password" });
  await submit(page);
  expect(sent()).toEqual([
    { token: "adi_secret", password: "wrong" },
    { token: "adi_secret", password: "a long password" },
  ]);
});

test("an account with a second factor enters its code and lands in the tenant", async () => {
  const { page } = await open({
    offer: { has_account: true },
    answers: { [accept]: () => problem("second-factor-required", { challenge: "ads_challenge" }) },
  });
  await fill(page, { password: "a long password" });
  await submit(page);
  expect(title(page)).toBe("Enter your code");
  await type(page.querySelector("[name=code]"), "123456");
  await settle();
  expect(location.pathname).toBe("/dashboards/campaigns");
});

test("signing in another way first comes back to the invitation", async () => {
  const { page } = await open({ offer: { has_account: true } });
  await click(byText(page, "button", "Sign in another way"));
  expect(location.pathname + location.search).toBe("/login?next=%2Finvite");
  expect(location.href).not.toContain("adi_secret");
  session.value = { status: "in", me: meOf() };
  await settle();
  expect(location.pathname).toBe("/invite");
  expect(byText(page, "button", "Accept as ana@example.com")).toBeDefined();
  expect(sessionStorage.length).toBe(0);
});

test("whoever is signed in with that address accepts by one press", async () => {
  const { page, sent } = await open({ email: "ana@example.com" });
  await click(byText(page, "button", "Accept as ana@example.com"));
  expect(sent()).toEqual([{ token: "adi_secret" }]);
  expect(location.pathname).toBe("/dashboards/campaigns");
});

test("whoever is signed in as somebody else is told, signs out, and goes on", async () => {
  const { page } = await open({ email: "bob@example.com", offer: { has_account: true } });
  expect(page.textContent).toContain("signed in as bob@example.com");
  expect(page.querySelector("[name=password]")).toBeNull();
  await click(byText(page, "button", "Sign out and go on"));
  expect(location.pathname).toBe("/invite");
  expect(page.querySelector("[name=password]")).not.toBeNull();
  expect(page.contains(document.activeElement)).toBe(true);
});

test.each<[ProblemKind, string]>([
  ["token-unknown", "This invitation is not whole"],
  ["token-expired", "This invitation has expired"],
  ["token-used", "This invitation was accepted already"],
  ["token-revoked", "This invitation was taken back"],
  ["token-foreign", "This link is not an invitation"],
])("an invitation that is %s has a page of its own", async (kind, words) => {
  const { page } = await open({ answers: { "POST /api/auth/invite/": () => problem(kind) } });
  expect(title(page)).toBe(words);
  expect(document.activeElement).toBe(page.querySelector("h1"));
  expect(page.querySelector("a.button")?.getAttribute("href")).toBe("/login");
});

test("one that ends while its form is filled in says so; belonging there already is said too", async () => {
  const late = await open({ email: "ana@example.com", answers: { [accept]: () => problem("token-revoked") } });
  await click(byText(late.page, "button", "Accept as"));
  expect(title(late.page)).toBe("This invitation was taken back");

  session.value = { status: "unknown" };
  const there = await open({
    email: "ana@example.com",
    answers: { [accept]: () => problem("conflict", { detail: "You belong to Harbour Agency already. Sign in." }) },
  });
  await click(byText(there.page, "button", "Accept as"));
  expect(there.page.querySelector("[role=alert]")?.textContent).toContain("belong to Harbour Agency already");
});

test("without a link there is a way on", async () => {
  const { page } = await open({}, "/invite");
  expect(title(page)).toBe("There is no invitation here");
  expect(page.querySelector("a.button")?.getAttribute("href")).toBe("/login");
});
