import { expect, test } from "vitest";
import { configOf } from "../../env.ts";
import { testEnv } from "../../testing/environment.ts";
import { accountOf, deviceCookie, knownDevice } from "./device-cookie.ts";

const config = configOf(testEnv);
const now = 1_800_000_000_000;
const day = 24 * 60 * 60_000;

const browser = (cookie = "") => new Headers(cookie ? { cookie: `other=1; ${cookie}` } : {});
const pairOf = (setCookie: string) => setCookie.split(";")[0]!;

/** A browser that signed in to these accounts, one after the other. */
async function after(...emails: string[]): Promise<Headers> {
  let headers = browser();
  for (const email of emails)
    headers = browser(pairOf(await deviceCookie(config, headers, await accountOf(email), now)));
  return headers;
}

const known = async (headers: Headers, email: string, at = now) =>
  (await knownDevice(config, headers, await accountOf(email), at)) !== undefined;

test("a browser is known to the account it signed in to, however its address is written, and to no other", async () => {
  const headers = await after("ann@acme.test");
  expect(await known(headers, " ANN@acme.test")).toBe(true);
  expect(await known(headers, "bob@acme.test")).toBe(false);
  expect(await known(browser(), "ann@acme.test")).toBe(false);
});

test("it stays known to five accounts, each by one entry", async () => {
  const emails = ["a", "b", "c", "d", "e", "a", "f"].map((name) => `${name}@acme.test`);
  const headers = await after(...emails);
  const found = await Promise.all([...new Set(emails)].map(async (email) => (await known(headers, email)) && email[0]));
  expect(found).toEqual(["a", false, "c", "d", "e", "f"]);
});

test("it is forgotten after 180 days", async () => {
  const headers = await after("ann@acme.test");
  expect(await known(headers, "ann@acme.test", now + 179 * day)).toBe(true);
  expect(await known(headers, "ann@acme.test", now + 180 * day)).toBe(false);
});

test("a cookie that was changed anywhere, or signed by another secret, is worth nothing", async () => {
  const cookie = (await after("ann@acme.test")).get("cookie")!;
  const value = cookie.indexOf("device=") + "device=".length;
  // The very last letter holds two bits that carry nothing.
  for (let at = value; at < cookie.length - 1; at++) {
    const other = cookie[at] === "1" ? "2" : "1";
    expect(
      await known(new Headers({ cookie: cookie.slice(0, at) + other + cookie.slice(at + 1) }), "ann@acme.test"),
    ).toBe(false);
  }
  const elsewhere = { ...config, AUTH_SECRET: "another secret that is long enough too" };
  expect(await knownDevice(elsewhere, new Headers({ cookie }), await accountOf("ann@acme.test"), now)).toBeUndefined();
});

test("scripts cannot read it, and it goes only where people sign in", async () => {
  const line = await deviceCookie(config, browser(), await accountOf("ann@acme.test"), now);
  expect(line).toMatch(
    /^__Secure-adinsights\.device=[\w-]+; Path=\/api\/auth\/; HttpOnly; SameSite=Lax; Max-Age=15552000; Secure$/,
  );
  expect(line).not.toContain(await accountOf("ann@acme.test"));
  const local = await deviceCookie({ ...config, ENVIRONMENT: "development" }, browser(), "x", now);
  expect(local).not.toMatch(/secure/i);
});
