import { beforeEach, expect, test, vi } from "vitest";
import type { ProblemKind } from "#contracts/problem.ts";
import { App } from "../../routes.tsx";
import { fakeApi, json, problem } from "../../testing/fake-api.ts";
import { describedBy, fill, focused, submit, unlabelled } from "../../testing/form.ts";
import { byText, click, mount, settle } from "../../testing/mount.tsx";
import { meOf } from "../../testing/payloads.ts";
import { session } from "./session.ts";

beforeEach(() => {
  session.value = { status: "out" };
});

const check = "POST /api/auth/password-reset/check/";
const confirm = "POST /api/auth/password-reset/confirm/";
const good = () => json({ expires_at: "2026-11-03T12:00:00Z" });
const done = () => new Response(null, { status: 204 });

async function open(address: string, answers: Parameters<typeof fakeApi>[0]) {
  history.replaceState(null, "", address);
  const calls = fakeApi({ "GET /api/me/": () => problem("unauthenticated"), ...answers });
  return { page: await mount(<App />), calls };
}

const title = (page: HTMLElement) => page.querySelector("h1")?.textContent;

test("asks for the mail, and says the same for every address", async () => {
  const { page, calls } = await open("/password-reset", { "POST /api/auth/password-reset/": done });
  expect(focused()).toBe("email");
  expect(unlabelled(page)).toEqual([]);
  await fill(page, { email: "nobody" });
  await submit(page);
  expect(describedBy(page, "email")).toContain("not a whole e-mail address");
  expect(calls).toEqual([]);
  await fill(page, { email: " ana@example.com" });
  await submit(page);
  expect(calls[0]?.body).toEqual({ email: "ana@example.com" });
  expect(page.querySelector("[role=status]")?.textContent).toContain("If there is an account of ana@example.com");
  expect(document.activeElement?.tagName).toBe("H1");
});

test("sends it again only after a while", async () => {
  vi.useFakeTimers({ toFake: ["Date", "setInterval", "clearInterval"] });
  try {
    const { page, calls } = await open("/password-reset", { "POST /api/auth/password-reset/": done });
    await fill(page, { email: "ana@example.com" });
    await submit(page);
    const again = () => byText(page, "button", "Send it again");
    expect(again()?.getAttribute("aria-disabled")).toBe("true");
    await click(again());
    expect(calls).toHaveLength(1);
    vi.advanceTimersByTime(61_000);
    await settle();
    expect(again()?.getAttribute("aria-disabled")).toBeNull();
    await click(again());
    expect(calls).toHaveLength(2);
    expect(page.querySelector("[role=status]")?.textContent).toContain("Sent again");
    expect(again()?.textContent).toContain("60 s");
  } finally {
    vi.useRealTimers();
  }
});

test("too many requests say how long to wait", async () => {
  const { page } = await open("/password-reset", {
    "POST /api/auth/password-reset/": () => problem("rate-limited", {}, { "retry-after": "45" }),
  });
  await fill(page, { email: "ana@example.com" });
  await submit(page);
  expect(page.querySelector("[role=alert]")?.textContent).toContain("in 45 seconds");
});

test("the link's token leaves the address bar at once, survives a reload, and sets a password", async () => {
  const answers = { [check]: good, [confirm]: done };
  const { page, calls } = await open("/password-reset#token=adp_secret", answers);
  expect(location.href).not.toContain("adp_secret");
  expect(calls[0]?.body).toEqual({ token: "adp_secret" });
  expect(focused()).toBe("password");
  const again = await mount(<App />);
  expect(title(again)).toBe("Choose a new password");

  await fill(page, { password: "too short" });
  expect(describedBy(page, "password")).toContain("3 more characters");
  await submit(page);
  expect(describedBy(page, "password")).toContain("at least 12 characters");
  await fill(page, { password: "  four unrelated words  " });
  await submit(page);
  expect(calls.at(-1)?.body).toEqual({ token: "adp_secret", password: "  four unrelated words  " });
  expect(page.querySelector("[role=status]")?.textContent).toContain("signed out everywhere");
  expect(page.querySelector("a.button")?.getAttribute("href")).toBe("/login");
  expect(title(await mount(<App />))).toBe("Set a new password");
});

test("what the server says about the password stands at its field, and the password can be looked at", async () => {
  const refusal = () =>
    problem("invalid-input", { errors: [{ field: "password", message: "This password is easy to guess" }] });
  const { page } = await open("/password-reset#token=adp_secret", { [check]: good, [confirm]: refusal });
  await fill(page, { password: "password1234" });
  await submit(page);
  expect(describedBy(page, "password")).toContain("easy to guess");
  expect(focused()).toBe("password");
  const input = page.querySelector<HTMLInputElement>("[name=password]");
  expect(input?.autocomplete).toBe("new-password");
  const eye = page.querySelector(".password-eye");
  await click(eye);
  expect(input?.type).toBe("text");
  expect(eye?.getAttribute("aria-pressed")).toBe("true");
});

test.each<[ProblemKind, string]>([
  ["token-unknown", "This link is not whole"],
  ["token-expired", "This link has expired"],
  ["token-used", "This link was used already"],
  ["token-revoked", "A newer link has taken this one's place"],
  ["token-foreign", "This link is for something else"],
  ["invalid-input", "This link is not whole"],
])("a link that is %s has a page of its own and leads to a new one", async (kind, words) => {
  const { page } = await open("/password-reset#token=adp_secret", { [check]: () => problem(kind) });
  expect(title(page)).toBe(words);
  expect(document.title).toContain(words);
  expect(document.activeElement).toBe(page.querySelector("h1"));
  await click(byText(page, "button", "Ask for a new link"));
  expect(title(page)).toBe("Set a new password");
  expect(focused()).toBe("email");
});

test("a link that ends while the password is typed says so; one that could not be looked at can be tried again", async () => {
  const late = await open("/password-reset#token=adp_a", { [check]: good, [confirm]: () => problem("token-expired") });
  await fill(late.page, { password: "four unrelated words" });
  await submit(late.page);
  expect(title(late.page)).toBe("This link has expired");

  let broken = true;
  const down = await open("/password-reset#token=adp_b", { [check]: () => (broken ? problem("internal") : good()) });
  expect(down.page.textContent).toContain("req-1");
  broken = false;
  await click(byText(down.page, "button", "Try again"));
  expect(title(down.page)).toBe("Choose a new password");
});

test("a second link opened in the same tab takes the first one's place", async () => {
  const { page, calls } = await open("/password-reset#token=adp_a", { [check]: () => problem("token-expired") });
  expect(title(page)).toBe("This link has expired");
  history.replaceState(null, "", "/password-reset#token=adp_b");
  window.dispatchEvent(new Event("hashchange"));
  await settle();
  expect(calls.at(-1)?.body).toEqual({ token: "adp_b" });
  expect(location.hash).toBe("");
});

test("whoever is signed in finds their own address there", async () => {
  session.value = { status: "in", me: meOf() };
  const { page } = await open("/password-reset", {});
  expect(page.querySelector<HTMLInputElement>("[name=email]")?.value).toBe("ana@example.com");
});
