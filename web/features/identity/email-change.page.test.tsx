import { beforeEach, expect, test } from "vitest";
import type { ProblemKind } from "#contracts/problem.ts";
import { App } from "../../routes.tsx";
import { fakeApi, json, problem } from "../../testing/fake-api.ts";
import { byText, click, mount } from "../../testing/mount.tsx";
import { meOf } from "../../testing/payloads.ts";
import { session } from "./session.ts";

beforeEach(() => {
  session.value = { status: "out" };
});

const confirm = "POST /api/auth/email-change/confirm/";

async function open(answer: () => Response, address = "/email-change#token=ade_secret") {
  history.replaceState(null, "", address);
  const calls = fakeApi({ [confirm]: answer, "GET /api/me/": () => problem("unauthenticated") });
  return { page: await mount(<App />), calls };
}

const title = (page: HTMLElement) => page.querySelector("h1")?.textContent;
const press = (page: HTMLElement) => click(byText(page, "button", "Confirm the address"));

test("changes nothing until the button is pressed, then says the new address", async () => {
  const { page, calls } = await open(() => json({ email: "new@example.com" }));
  expect(location.href).not.toContain("ade_secret");
  expect(calls).toEqual([]);
  await press(page);
  expect(calls[0]?.body).toEqual({ token: "ade_secret" });
  expect(page.textContent).toContain("you sign in with new@example.com");
  expect(document.activeElement).toBe(page.querySelector("h1"));
  expect(page.querySelector("a.button")?.getAttribute("href")).toBe("/login");
});

test("whoever is signed in goes on to the dashboard", async () => {
  session.value = { status: "in", me: meOf() };
  const { page } = await open(() => json({ email: "new@example.com" }));
  session.value = { status: "in", me: meOf() };
  await press(page);
  expect(title(page)).toBe("Your address has changed");
});

test.each<[ProblemKind, string]>([
  ["token-unknown", "This link is not whole"],
  ["token-expired", "This link has expired"],
  ["token-used", "This link was used already"],
  ["token-revoked", "A newer link has taken this one's place"],
  ["token-foreign", "This link is for something else"],
  ["conflict", "This address belongs to another account"],
])("a link that is %s has a page of its own", async (kind, words) => {
  const { page } = await open(() => problem(kind));
  await press(page);
  expect(title(page)).toBe(words);
  expect(byText(page, "a", "Go to your account")?.getAttribute("href")).toBe("/me");
});

test("a server that does not answer leaves the button there", async () => {
  const { page } = await open(() => problem("unavailable"));
  await press(page);
  expect(page.querySelector("[role=alert]")?.textContent).toContain("Not available");
  expect(byText(page, "button", "Confirm the address")).toBeDefined();
});

test("without a link there is a way on", async () => {
  const { page } = await open(() => problem("internal"), "/email-change");
  expect(title(page)).toBe("There is no link here");
});
