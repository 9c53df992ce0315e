import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../../../deploy/local/chromium.ts";
import { app, ownerOf } from "./client.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const [tenant, other] = app.ready.tenants;

/** A fresh visitor; what the page's console says is an error fails the test. */
async function visitor(): Promise<{ page: Page; complaints: string[]; leave(): Promise<void> }> {
  const context = await browser.newContext({ viewport: { width: 1360, height: 900 }, locale: "en-US" });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  return { page, complaints, leave: () => context.close() };
}

async function signInByKeyboard(page: Page, who: { email: string; password: string }): Promise<void> {
  await page.getByLabel(/e-?mail/i).focus();
  await page.keyboard.type(who.email);
  await page.keyboard.press("Tab");
  await page.getByLabel("Password", { exact: true }).focus();
  await page.keyboard.type(who.password);
  await page.keyboard.press("Enter");
}

test("sign-in by keyboard leads to a dashboard that shows the API's numbers", async () => {
  const { page, complaints, leave } = await visitor();
  await page.goto(`${app.ready.url}/dashboards/campaigns`);
  await page.waitForURL(/\/login/);
  await signInByKeyboard(page, tenant!);
  await page.waitForURL(/\/dashboards\/campaigns/);

  const { campaign, currency } = await (await ownerOf(tenant!.id)).combined({});
  const impressions = new Intl.NumberFormat("en-US").format(campaign.summary.totalImpressions);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await expect.poll(() => page.locator("main").innerText(), { timeout: 20_000 }).toContain(campaign.rows[0]!.name);
  const text = await page.locator("main").innerText();
  expect(text.toLowerCase()).toContain("spend");
  expect(currency).toBe("JMD");
  const titles = await page
    .locator("main [title], main [aria-label]")
    .evaluateAll((all) => all.map((one) => `${one.getAttribute("title")} ${one.getAttribute("aria-label")}`));
  expect(`${text} ${titles.join(" ")}`).toContain(impressions);
  expect(complaints).toEqual([]);
  await leave();
});

test("a wrong password is said, and signs nobody in", async () => {
  const { page, leave } = await visitor();
  await page.goto(`${app.ready.url}/login`);
  await signInByKeyboard(page, { email: tenant!.email, password: "not the password at all" });
  await page.getByRole("alert").waitFor();
  expect(page.url()).toContain("/login");
  await leave();
});

test("filters live in the address, and a search that matches nothing says so", async () => {
  const { page, leave } = await visitor();
  await page.goto(`${app.ready.url}/login`);
  await signInByKeyboard(page, other!);
  await page.waitForURL(/\/dashboards\/campaigns/);
  await page.goto(`${app.ready.url}/dashboards/campaigns?q=no-campaign-is-called-this`);
  await expect.poll(() => page.locator("main").innerText(), { timeout: 20_000 }).toMatch(/match/i);
  await leave();
});

test("the page works at 360 pixels without sideways scrolling", async () => {
  const { page, leave } = await visitor();
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`${app.ready.url}/login`);
  await signInByKeyboard(page, tenant!);
  await page.waitForURL(/\/dashboards\/campaigns/);
  await page.getByRole("table").first().waitFor();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(360);
  await leave();
});
