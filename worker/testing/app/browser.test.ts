import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../../../deploy/local/chromium.ts";
import { app } from "./client.ts";
import { type Facts, factsOf, sum, truthOf } from "./truth.ts";

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
  // A visitor who is not signed in is told so by a 401, which Chromium logs by itself.
  const isComplaint = (text: string) => !/status of 401/.test(text);
  page.on(
    "console",
    (message) => message.type() === "error" && isComplaint(message.text()) && complaints.push(message.text()),
  );
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

/** The day-by-day table of the page: exact values, as the page holds them beside what people read. */
async function daysOnPage(page: Page): Promise<Map<string, Facts>> {
  await page.getByText("Table", { exact: true }).click();
  const rows = page.locator("table:has(caption:text-is('Numbers per day')) tbody tr");
  await rows.first().waitFor();
  const read = await rows.evaluateAll((all) =>
    all.map((row) => ({
      date: row.querySelector("time")?.dateTime ?? "",
      values: [...row.querySelectorAll("data")].map((cell) => Number(cell.value)),
    })),
  );
  return new Map(
    read.map(({ date, values: [spend, impressions, clicks, conversions] }) => [
      date,
      factsOf({ spend: spend!, impressions: impressions!, clicks: clicks!, conversions: conversions! }),
    ]),
  );
}

for (const one of app.ready.tenants) {
  test(`${one.label}: sign-in by keyboard leads to a page that shows the truth of each platform and day`, async () => {
    const { page, complaints, leave } = await visitor();
    const truth = await truthOf(one.id);
    const days = [...new Set(truth.map(({ date }) => date))].sort();
    for (const platform of ["meta", "tiktok"] as const) {
      const query = new URLSearchParams({ from: days[0]!, to: days.at(-1)!, platforms: platform });
      await page.goto(`${app.ready.url}/dashboards/campaigns?${query}`);
      if (platform === "meta") {
        await page.waitForURL(/\/login/);
        await signInByKeyboard(page, one);
        await page.waitForURL(/\/dashboards\/campaigns/);
      }
      const shown = await daysOnPage(page);
      const rows = truth.filter((row) => row.platform === platform);
      for (const date of days) {
        const wanted = sum(rows.filter((row) => row.date === date));
        expect({ platform, date, ...shown.get(date) }).toEqual({ platform, date, ...wanted });
      }
      const figures = await page
        .locator(".kpi data")
        .evaluateAll((all) => all.map((cell) => (cell as HTMLDataElement).value));
      expect(figures).toEqual(expect.arrayContaining([String(sum(rows).impressions), String(sum(rows).clicks)]));
    }
    expect(complaints).toEqual([]);
    await leave();
  });
}

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
