import { TOTP } from "otpauth";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Problem } from "#contracts/problem.ts";
import { launchChromium } from "../../../deploy/local/chromium.ts";
import { comesTo, landed, open, press, signInAt, typeHere, typeInto, visitor } from "./keyboard.ts";
import { linkTo } from "./mailbox.ts";
import { newWorld, sendLogin, type World } from "./people.ts";

let browser: Browser;
let locked: { world: World; done: Promise<void> };

beforeAll(async () => {
  browser = await launchChromium();
  // Each wrong password waits longer than the one before, so this goes on beside the other tests.
  const world = await newWorld("lock");
  locked = { world, done: guessUntilLocked(world.owner.email) };
  locked.done.catch(() => undefined);
});
afterAll(() => browser.close());

async function guessUntilLocked(email: string): Promise<void> {
  for (let guess = 0; guess < 60; guess++) {
    const answer = await sendLogin(email, `wrong guess ${guess}`);
    const { type } = Problem.parse(await answer.json());
    if (type.endsWith("/account-locked")) return;
    const wait = Number(answer.headers.get("retry-after") ?? 0);
    await new Promise((resolve) => setTimeout(resolve, wait * 1000));
  }
  throw new Error("Sixty wrong passwords did not lock the account");
}

const code = "Six-digit code";

async function signOut(page: Page): Promise<void> {
  await press(page, "button", /^Account of/);
  await press(page, "button", "Sign out");
  await page.waitForURL(/\/login/);
}

/** No code works twice: each is of a later step than the last. The Worker takes one up to a step early. */
function codesOf(secret: string): () => Promise<string> {
  const totp = new TOTP({ secret });
  let last = 0;
  return async () => {
    last = Math.max(last + 1, totp.counter());
    while (totp.counter() < last - 1) await new Promise((resolve) => setTimeout(resolve, 500));
    return totp.generate({ timestamp: last * 30_000 });
  };
}

test("second step: set up, signed in with, by recovery code once, and switched off", async () => {
  const { owner } = await newWorld("totp");
  const { page, leave } = await visitor(browser);
  await open(page, "/login?next=%2Fme");
  await signInAt(page, owner);
  await press(page, "button", "Set up…");
  await typeHere(page, "Your password", owner.password);
  await page.keyboard.press("Enter");
  await page.getByRole("img", { name: /QR code/ }).waitFor();
  const secret = ((await page.locator("dialog details code").textContent()) ?? "").replaceAll(" ", "");
  const next = codesOf(secret);
  await typeHere(page, code, "000000");
  await page.getByText("That code does not fit").waitFor();
  await typeHere(page, code, await next());
  await comesTo(page, "Keep your recovery codes");
  const [recovery, another] = await page.locator(".codes code").allTextContents();
  await page.keyboard.press("Escape");
  await press(page, "button", "I have kept them");
  await page.getByText("10 codes left").waitFor();
  await signOut(page);

  await signInAt(page, owner);
  await comesTo(page, "Enter your code");
  await typeHere(page, code, "000000");
  await page.getByText("That code is not right").waitFor();
  // At six digits it goes by itself.
  await typeHere(page, code, await next());
  await landed(page);
  await signOut(page);

  for (const works of [true, false]) {
    await open(page, "/login?next=%2Fme");
    await signInAt(page, owner);
    await press(page, "button", "Use a recovery code instead");
    await comesTo(page, "Use a recovery code");
    await typeHere(page, "Recovery code", recovery!);
    await page.keyboard.press("Enter");
    if (!works) {
      await page.getByText("not one of your unused recovery codes").waitFor();
      continue;
    }
    await page.waitForURL(/\/me$/);
    await page.getByText("9 codes left").waitFor();
    await signOut(page);
  }
  await press(page, "button", "Use the authenticator app");
  await typeHere(page, code, await next());
  await page.waitForURL(/\/me$/);
  await press(page, "button", "Switch off…");
  await typeHere(page, "Your password", owner.password);
  await typeInto(page, "Code", another!);
  await page.keyboard.press("Enter");
  await page.getByText("The second step is off").waitFor();
  await signOut(page);
  await signInAt(page, owner);
  await landed(page);
  await leave();
});

test("sessions: ending another one puts that browser out; this one goes on", async () => {
  const { owner } = await newWorld("session");
  const [here, there] = [await visitor(browser), await visitor(browser)];
  for (const { page } of [there, here]) {
    await open(page, "/login?next=%2Fme");
    await signInAt(page, owner);
    await page.waitForURL(/\/me$/);
  }
  const rows = here.page.getByRole("list", { name: "Sessions" }).getByRole("listitem");
  await expect.poll(() => rows.count(), { timeout: 20_000 }).toBe(2);
  await press(here.page, "button", /^End the session of Chrome/);
  await expect.poll(() => rows.count(), { timeout: 20_000 }).toBe(1);
  expect(await rows.first().innerText()).toContain("This session");

  // What writes is refused at once; this page's next request says so.
  await typeInto(there.page, "Name", "Somebody else");
  await there.page.keyboard.press("Enter");
  await there.page.waitForURL(/\/login/);
  await here.page.reload();
  await rows.first().waitFor();
  await here.leave();
  await there.leave();
});

test("a locked account says for how long, and its owner gets in by a new password", async () => {
  const { owner } = locked.world;
  await locked.done;
  const { page, leave } = await visitor(browser);
  await open(page, "/login");
  await signInAt(page, owner);
  const alert = page.getByRole("alert");
  await alert.waitFor();
  expect(await alert.innerText()).toMatch(/locked[\s\S]*in \d+ (minutes|seconds)/);
  await press(page, "link", "Set a new password");
  await typeHere(page, "E-mail", owner.email);
  await page.keyboard.press("Enter");
  await comesTo(page, "Look into your mail");
  await page.goto(await linkTo(owner.email, "password-reset"));
  await comesTo(page, "Choose a new password");
  const password = "ridge velvet harbour tick";
  await typeHere(page, "New password", password);
  await page.keyboard.press("Enter");
  await press(page, "link", "Sign in now");
  await signInAt(page, { email: owner.email, password });
  await landed(page);
  await leave();
});
