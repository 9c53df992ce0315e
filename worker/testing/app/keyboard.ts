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

const mostTabs = 240;

/** Presses Tab until the focus is on it. Whoever cannot use a mouse has no other way. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
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

/** Goes to a check box by Tab and presses Space, or to a group of radio buttons and from there by arrow. */
export async function tick(page: Page, name: string | RegExp): Promise<void> {
  const box = page.getByRole("checkbox", { name }).or(page.getByRole("radio", { name })).first();
  await box.waitFor({ state: "attached" });
  if ((await box.getAttribute("type")) === "checkbox") {
    await tabTo(page, box);
    return page.keyboard.press("Space");
  }
  const group = await box.getAttribute("name");
  await tabTo(page, page.locator(`input[name="${group}"]:checked`));
  for (let pressed = 0; pressed < 10 && !(await box.isChecked()); pressed++) await page.keyboard.press("ArrowRight");
  expect(await box.isChecked()).toBe(true);
}

/** Goes to a list by Tab and with the arrows to one of its choices. */
export async function choose(page: Page, label: string, option: string): Promise<void> {
  const list = page.getByLabel(label, { exact: true }).first();
  await tabTo(page, list);
  await page.keyboard.press("Home");
  const chosen = () => list.evaluate((select) => (select as HTMLSelectElement).selectedOptions[0]?.text);
  for (let pressed = 0; pressed < 40 && (await chosen()) !== option; pressed++) await page.keyboard.press("ArrowDown");
  expect(await chosen()).toBe(option);
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
