import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AuditEntry } from "#contracts/audit.ts";
import { Me } from "#contracts/me.ts";
import { launchChromium } from "../../../deploy/local/chromium.ts";
import { BrowserJar } from "./browser-jar.ts";
import { app } from "./client.ts";
import {
  corp,
  home,
  isSignedIn,
  landing,
  newOwner,
  type Person,
  person,
  signInAtCorp,
  start,
  upToCallback,
} from "./oidc.ts";

const session = "adinsights.session_token";
const pending = "adinsights.oidc";

async function auditOf(jar: BrowserJar): Promise<AuditEntry[]> {
  const answer = await jar.get(`${app.ready.url}/api/audit-log/`);
  expect(answer.status).toBe(200);
  return AuditEntry.array().parse(((await answer.json()) as { entries: unknown }).entries);
}

test("a person whom the provider vouches for is linked by e-mail, once, and comes to the page they asked for", async () => {
  const { email, tenant } = await newOwner();
  const jar = new BrowserJar();
  expect(await signInAtCorp(jar, person(email), "/ops/audit?action=key")).toBe("/ops/audit?action=key");
  expect(jar.has(pending)).toBe(false);
  const me = Me.parse(await (await jar.get(`${app.ready.url}/api/me/`)).json());
  expect([me.user.email, me.tenant.id]).toEqual([email, tenant]);

  // Linked, the person is known by what never changes; the e-mail no longer matters.
  const later = new BrowserJar();
  expect(await signInAtCorp(later, person(email, { email: "renamed@elsewhere.example", verified: false }))).toBe(home);
  const told = (await auditOf(later)).filter(({ action }) => /^(oidc|sign-in)\./.test(action));
  expect(told.map(({ action, actor, detail }) => [action, actor.label, detail])).toEqual([
    ["sign-in.succeeded", email, { by: "oidc", provider: "corp" }],
    ["sign-in.succeeded", email, { by: "oidc", provider: "corp" }],
    ["oidc.linked", email, { provider: "corp" }],
  ]);
});

test("the way to the provider carries PKCE, state and nonce, new ones each time, and no secret", async () => {
  const ways = await Promise.all([1, 2].map(async () => new URL(landing(await new BrowserJar().get(start("corp"))))));
  for (const { origin, searchParams } of ways) {
    expect(origin).toBe(corp);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      response_type: "code",
      code_challenge_method: "S256",
      redirect_uri: `${app.ready.url}/api/auth/oidc/corp/callback/`,
    });
    expect(searchParams.get("scope")).toContain("openid");
    expect(searchParams.has("client_secret")).toBe(false);
  }
  for (const name of ["state", "nonce", "code_challenge"])
    expect(new Set(ways.map(({ searchParams }) => searchParams.get(name))).size).toBe(2);
});

test("whom we do not know, or the provider does not vouch for, is not let in and not made a user", async () => {
  const { email } = await newOwner();
  const problemOf = async (who: Person, next?: string) => {
    const jar = new BrowserJar();
    const end = await signInAtCorp(jar, who, next);
    expect(jar.has(session)).toBe(false);
    return end;
  };
  for (let times = 0; times < 2; times += 1)
    expect(await problemOf(person("nobody@elsewhere.example"))).toBe("/login?problem=oidc-no-account");
  expect(await problemOf(person(email, { verified: false }))).toBe("/login?problem=oidc-unverified");
  expect(await problemOf(person("", { sub: "without-an-address" }), "/me")).toBe(
    "/login?problem=oidc-unverified&next=%2Fme",
  );
});

test("a no at the provider is told as such", async () => {
  const jar = new BrowserJar();
  const back = await upToCallback(jar, person("anybody@elsewhere.example"), { answer: "no" });
  expect(back.searchParams.get("error")).toBe("access_denied");
  expect(landing(await jar.get(back))).toBe("/login?problem=oidc-denied");
});

test("an answer with another state ends the sign-in", async () => {
  const { email } = await newOwner();
  const jar = new BrowserJar();
  const back = await upToCallback(jar, person(email));
  const tampered = new URL(back);
  tampered.searchParams.set("state", `${back.searchParams.get("state")}x`);
  expect(landing(await jar.get(tampered))).toBe("/login?problem=oidc-expired");
  expect(landing(await jar.get(back))).toBe("/login?problem=oidc-expired");
  expect(await isSignedIn(jar)).toBe(false);
});

test("the answer for one browser signs nobody in in another: neither with no sign-in of its own, nor with one", async () => {
  const { email } = await newOwner();
  const [attacker, victim] = [new BrowserJar(), new BrowserJar()];
  const back = await upToCallback(attacker, person(email));
  expect(landing(await victim.get(back))).toBe("/login?problem=oidc-expired");
  await victim.get(start("corp"));
  expect(landing(await victim.get(back))).toBe("/login?problem=oidc-expired");
  expect(victim.has(session)).toBe(false);
  expect(landing(await attacker.get(back))).toBe(home);
});

test("an answer is good once, even for who kept the cookie", async () => {
  const { email } = await newOwner();
  const jar = new BrowserJar();
  const back = await upToCallback(jar, person(email));
  const thief = jar.copy();
  expect(landing(await jar.get(back))).toBe(home);
  expect(landing(await jar.get(back))).toBe("/login?problem=oidc-expired");
  expect(landing(await thief.get(back))).toBe("/login?problem=oidc-failed");
  expect(thief.has(session)).toBe(false);
});

test("the answer of one provider does not finish a sign-in at another", async () => {
  const { email } = await newOwner();
  const jar = new BrowserJar();
  const back = await upToCallback(jar, person(email));
  back.pathname = back.pathname.replace("/corp/", "/dead/");
  expect(landing(await jar.get(back))).toBe("/login?problem=oidc-expired");
});

test.each(["https://evil.example/", "//evil.example/", "/\\evil.example", "/login", "/api/auth/oidc/corp/start/", ""])(
  "next=%s leads nowhere but home",
  async (next) => {
    const { email } = await newOwner();
    expect(await signInAtCorp(new BrowserJar(), person(email), next)).toBe(home);
  },
);

test("a provider that is down is said, one that does not exist is not there", async () => {
  const jar = new BrowserJar();
  expect(landing(await jar.get(start("dead", "/me")))).toBe("/login?problem=oidc-failed&next=%2Fme");
  expect((await jar.get(start("nobody"))).status).toBe(404);
});

test("no code, state, token or e-mail stands in the log", async () => {
  const { email } = await newOwner();
  const jar = new BrowserJar();
  const back = await upToCallback(jar, person(email));
  const kept = [...["code", "state"].map((name) => back.searchParams.get(name)!), email];
  expect(landing(await jar.get(back))).toBe(home);
  const log = readFileSync(join(app.state, "logs", "worker.log"), "utf8");
  expect(log).toContain("/api/auth/oidc/{provider}/callback/");
  expect(kept.filter((secret) => log.includes(secret))).toEqual([]);
});

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

test("in a real browser: from the sign-in page to the provider and back to the page one wanted", async () => {
  const context = await browser.newContext({ locale: "en-US" });
  const visitor = await context.newPage();
  await visitor.goto(`${app.ready.url}/me`);
  await visitor.waitForURL(/\/login/);
  await visitor.getByRole("link", { name: /\bCorp\b/ }).click();
  await visitor.getByLabel("Subject").fill("sub-of-the-owner");
  await visitor.getByLabel("E-mail").fill("owner@blue-mountain.example");
  await visitor.getByLabel("verified").check();
  await visitor.getByRole("button", { name: "Continue" }).click();
  await visitor.waitForURL(`${app.ready.url}/me`);
  await visitor.getByText("owner@blue-mountain.example").first().waitFor();
  await context.close();
});

test("in a real browser: whom we do not know is told to ask for an invitation", async () => {
  const context = await browser.newContext({ locale: "en-US" });
  const visitor = await context.newPage();
  await visitor.goto(`${app.ready.url}/login`);
  await visitor.getByRole("link", { name: /\bCorp\b/ }).click();
  await visitor.getByLabel("Subject").fill("sub-of-nobody");
  await visitor.getByLabel("E-mail").fill("nobody@elsewhere.example");
  await visitor.getByLabel("verified").check();
  await visitor.getByRole("button", { name: "Continue" }).click();
  await visitor.waitForURL(/\/login\?problem=oidc-no-account/);
  await visitor.getByRole("alert").filter({ hasText: /invit/i }).waitFor();
  await context.close();
});
