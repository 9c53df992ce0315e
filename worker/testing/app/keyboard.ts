import type { Browser, Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { app } from "./client.ts";
import { type Visitor, visit } from "./visitor.ts";

/** A browser of its own, as somebody on another machine has; leaving it fails when its console complained. */
export async function visitor(browser: Browser): Promise<Visitor> {
  const made = await visit(browser);
  return {
    ...made,
    async leave() {
      await made.leave();
      expect(made.complaints).toEqual([]);
    },
  };
}

export const open = (page: Page, path: string) => page.goto(new URL(path, app.ready.url).href);

const mostTabs = 120;

/** Presses Tab until the focus is on it. Whoever cannot use a mouse has no other way. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let pressed = 0; pressed < mostTabs; pressed++) {
    if (await target.evaluate((node) => node === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to ${target}`);
}

/** Goes to a button or link by Tab and presses Enter. */
export async function press(page: Page, role: "button" | "link", name: string | RegExp): Promise<void> {
  await tabTo(page, page.getByRole(role, { name }).first());
  await page.keyboard.press("Enter");
}

/** Goes to a field by Tab and types in place of what is there. */
export async function typeInto(page: Page, label: string, text: string): Promise<void> {
  await tabTo(page, page.getByLabel(label, { exact: true }).first());
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(text);
}

/** Types where the focus is, once it is in a field of this name: a page puts its reader there by itself. */
export async function typeHere(page: Page, label: string, text: string): Promise<void> {
  const field = page.getByLabel(label, { exact: true }).first();
  await field.waitFor();
  await expect.poll(() => field.evaluate((node) => node === document.activeElement)).toBe(true);
  await page.keyboard.type(text);
}

/** Waits for the page or dialog of this title. */
export const comesTo = (page: Page, title: string) => page.getByRole("heading", { name: title }).first().waitFor();

export async function signInAt(page: Page, who: { email: string; password: string }): Promise<void> {
  await typeInto(page, "E-mail", who.email);
  await typeInto(page, "Password", who.password);
  await page.keyboard.press("Enter");
}

export const landed = (page: Page) => page.waitForURL(/\/dashboards\/campaigns/);
