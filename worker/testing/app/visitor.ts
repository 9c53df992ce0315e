import type { Browser, Page } from "playwright-core";
import { app } from "./client.ts";

export interface Visitor {
  readonly page: Page;
  /** What the page's console said is an error, and faults of its scripts. */
  readonly complaints: string[];
  leave(): Promise<void>;
}

/** A fresh visitor with a browser profile of their own. */
export async function visit(browser: Browser, width = 1360): Promise<Visitor> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale: "en-US" });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const complaints: string[] = [];
  page.on("console", (message) => {
    // Chromium logs every answer that refuses something by itself; whether the page copes is what tests look at.
    const refusal = /status of 4\d\d/.test(message.text());
    if (message.type() === "error" && !refusal) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  return { page, complaints, leave: () => context.close() };
}

/** Signs in with the keyboard alone and comes to `path`. */
export async function signInByKeyboard(
  page: Page,
  who: { email: string; password: string },
  path: string,
): Promise<void> {
  await page.goto(`${app.ready.url}${path}`);
  await page.waitForURL(/\/login/);
  await page.getByLabel(/e-?mail/i).focus();
  await page.keyboard.type(who.email);
  await page.keyboard.press("Tab");
  await page.getByLabel("Password", { exact: true }).focus();
  await page.keyboard.type(who.password);
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname === path);
}
