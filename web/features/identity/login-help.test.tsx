import { beforeEach, expect, test } from "vitest";
import { App } from "../../routes.tsx";
import { fakeApi, json, problem } from "../../testing/fake-api.ts";
import { fill, focused, submit, unlabelled } from "../../testing/form.ts";
import { mount } from "../../testing/mount.tsx";
import { session } from "./session.ts";

beforeEach(() => {
  session.value = { status: "unknown" };
});

async function open(address: string, answers: Parameters<typeof fakeApi>[0] = {}) {
  history.replaceState(null, "", address);
  fakeApi({
    "GET /api/me/": () => problem("unauthenticated"),
    "GET /api/auth/oidc/": () => json({ providers: [] }),
    ...answers,
  });
  return mount(<App />);
}

const alertOf = (page: HTMLElement) => page.querySelector("[role=alert]")?.textContent ?? "";

test("is ready to type in, and every field has its name", async () => {
  const page = await open("/login");
  expect(focused()).toBe("email");
  expect(unlabelled(page)).toEqual([]);
  const kinds = [...page.querySelectorAll("input")].map((input) => input.getAttribute("autocomplete"));
  expect(kinds).toEqual(["username", "current-password"]);
  expect(page.querySelector("a[href='/password-reset']")?.textContent).toContain("Forgot");
});

test("a locked account is told how long, and that a new password opens it", async () => {
  const page = await open("/login", {
    "POST /api/auth/login/": () => problem("account-locked", {}, { "retry-after": "840" }),
  });
  await fill(page, { email: "ana@example.com", password: "wrong" });
  await submit(page);
  expect(alertOf(page)).toContain("locked");
  expect(alertOf(page)).toContain("in 14 minutes");
  expect(page.querySelector("[role=alert] a")?.getAttribute("href")).toBe("/password-reset");
  expect(focused()).toBe("password");
});

test("without providers there is nothing about them; with some they are links that keep where one wants to", async () => {
  expect((await open("/login")).textContent).not.toContain("Sign in with");
  const page = await open("/login?next=%2Fkeys", {
    "GET /api/auth/oidc/": () => json({ providers: [{ id: "acme", name: "Acme" }] }),
  });
  const link = page.querySelector<HTMLAnchorElement>("a[target]");
  expect(link?.textContent).toContain("Sign in with Acme");
  expect(link?.getAttribute("href")).toBe("/api/auth/oidc/acme/start/?next=%2Fkeys");
});

test.each([
  ["oidc-no-account", "no account here"],
  ["oidc-denied", "cancelled"],
  ["oidc-failed", "could not sign you in"],
  ["oidc-expired", "took too long"],
  ["oidc-unverified", "not confirmed"],
  ["oidc-of-tomorrow", "could not sign you in"],
])("a provider's sign-in that failed (%s) is said in words, until the next try", async (code, words) => {
  const page = await open(`/login?problem=${code}`, { "POST /api/auth/login/": () => problem("wrong-credentials") });
  expect(alertOf(page)).toContain(words);
  await fill(page, { email: "ana@example.com", password: "wrong" });
  await submit(page);
  expect(page.textContent).not.toContain(words);
  expect(alertOf(page)).toContain("do not match");
});

test("what the address says is never shown as it is", async () => {
  const page = await open("/login?problem=Send+your+password+to+evil.example");
  expect(page.textContent).not.toContain("evil");
});
