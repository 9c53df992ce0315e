import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../../../deploy/local/chromium.ts";
import { app } from "./client.ts";
import { choose, comesTo, landed, open, press, signInAt, tick, typeInto, visitor } from "./keyboard.ts";
import {
  connect,
  connectRecording,
  metaConfiguration,
  type SourcesWorld,
  says,
  sourcesWorld,
} from "./sources-world.ts";

let browser: Browser;
let world: SourcesWorld;
let meta: string;
beforeAll(async () => {
  world = await sourcesWorld("sources");
  await connectRecording(world, "Harbour visits", "custom");
  await connectRecording(world, "Hill visits", "linkedin");
  const streams = ["ad_account", "campaigns"].map((name) => ({ name, sync_mode: "full_refresh_append" }));
  meta = await connect(world.api, {
    source_type: "facebook-marketing",
    name: "Meta of the island",
    configuration: metaConfiguration(),
    streams,
  });
  browser = await launchChromium();
});
afterAll(() => browser?.close());

async function signedIn(path: string) {
  const made = await visitor(browser);
  await open(made.page, "/login");
  await signInAt(made.page, world.owner);
  await landed(made.page);
  await open(made.page, path);
  return made;
}

const cards = (page: Page) => page.getByRole("article");
const list = "/dashboards/data-sources";

test("sources are found by name and platform, paused, resumed and synced by keyboard alone", async () => {
  const { page, leave } = await signedIn(list);
  await comesTo(page, "Data sources");
  await expect.poll(() => cards(page).count()).toBe(3);
  await typeInto(page, "Search data sources", "hill");
  await expect.poll(() => cards(page).allInnerTexts()).toEqual([expect.stringContaining("Hill visits")]);
  expect(new URL(page.url()).searchParams.get("q")).toBe("hill");
  await press(page, "button", "Clear");
  await choose(page, "Platform", "Meta");
  await expect.poll(() => cards(page).allInnerTexts()).toEqual([expect.stringContaining("Meta of the island")]);
  await press(page, "button", "Clear");

  await typeInto(page, "Search data sources", "harbour");
  await expect.poll(() => cards(page).count()).toBe(1);
  await press(page, "button", "Pause");
  await says(page, "article", "Paused");
  await press(page, "button", "Resume");
  await says(page, "article", "Not synced yet");
  await press(page, "button", "Sync now");
  await says(page, "article", "Up to date");
  expect(await cards(page).innerText()).toContain("3 rows");
  await leave();
});

test("a sync is begun, its log followed, and one is cancelled, on the page of its source", async () => {
  const { page, leave } = await signedIn(`${list}/${meta}`);
  await comesTo(page, "Meta of the island");
  const current = page.locator(".side-nav [aria-current]");
  expect([await current.innerText(), await current.getAttribute("aria-current")]).toEqual(["Data sources", "true"]);
  await press(page, "button", "Sync now");
  await press(page, "button", "Cancel sync");
  await says(page, "tbody tr", "Cancelled");
  await press(page, "button", "Sync now");
  await says(page, "tbody tr", "Succeeded");
  await press(page, "button", /^Details of the sync/);
  await says(page, "[role=log]", "in place");
  await page.keyboard.press("Escape");
  await leave();
});

test("the next starts keep their hour where summer time begins and ends", async () => {
  const { page, leave } = await signedIn(`${list}/${meta}`);
  await comesTo(page, "Meta of the island");
  await tick(page, "At set times");
  await typeInto(page, "Cron expression", "0 9 1 */2 *");
  await typeInto(page, "Time zone", "America/New_York");
  await tick(page, "Only in working hours");
  const times = page.locator("[aria-label='Next starts'] time");
  const inNewYork = new Intl.DateTimeFormat("en", { timeZone: "America/New_York", hour: "2-digit", hour12: false });
  const read = async () => {
    const all = await times.evaluateAll((each) => each.map((time) => (time as HTMLTimeElement).dateTime));
    return all.map((at) => ({ local: inNewYork.format(new Date(at)), utc: new Date(at).getUTCHours() }));
  };
  await expect.poll(async () => (await read()).map(({ local }) => local)).toEqual(["09", "09", "09", "09", "09"]);
  expect(new Set((await read()).map(({ utc }) => utc))).toEqual(new Set([13, 14]));
  await press(page, "button", "Save schedule");
  await says(page, ".card", "at 0 9 1 */2 * (America/New_York)");
  await leave();
});

test("streams are chosen anew, and what is left out stays", async () => {
  const { page, leave } = await signedIn(`${list}/${meta}`);
  await press(page, "button", "Change streams");
  await page
    .getByRole("checkbox", { name: /^ads( |$)/ })
    .first()
    .waitFor({ timeout: 120_000 });
  await tick(page, /^campaigns( |$)/);
  await tick(page, /^ad_sets( |$)/);
  await says(
    page,
    ".banner",
    /1 stream more, with its history: ad_sets.*No longer reads campaigns.*stays in the warehouse/s,
  );
  await press(page, "button", "Save streams");
  await says(page, ".stream-list", "ad_sets");
  const kept = await world.api("GET", `/api/airbyte/connections/${meta}/`);
  const { streams } = (await kept.json()) as { streams: { name: string }[] };
  expect(streams.map(({ name }) => name).sort()).toEqual(["ad_account", "ad_sets"]);
  await leave();
});

test("an address for notifications is made, taken note of, given a secret and replaced", async () => {
  const { page, leave } = await signedIn(list);
  await press(page, "link", "Notifications");
  await comesTo(page, "Sync notifications");
  const shown = (label: string) => page.getByRole("dialog").getByLabel(label, { exact: true }).inputValue();
  const keep = () => press(page, "button", "I have kept it");
  const send = (url: string) =>
    fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: '{"text":"Hello"}' });

  await press(page, "button", "Make an address");
  await press(page, "button", "Make the address");
  const first = await shown("Address");
  await keep();
  expect(await page.content()).not.toContain(first);
  expect((await send(first)).status).toBe(202);
  await press(page, "button", "Refresh");
  await says(page, "tbody tr", "No sync");

  await press(page, "button", "Ask for signatures");
  await press(page, "button", "Make a secret");
  expect(await shown("Signing secret")).toMatch(/^whsec_/);
  await keep();
  expect((await send(first)).status).toBe(401);
  await press(page, "button", "New address");
  await press(page, "button", "Make a new address");
  const second = await shown("Address");
  await keep();
  expect(second).not.toBe(first);
  expect(second.startsWith(app.ready.url)).toBe(true);
  expect((await send(first)).status).toBe(404);
  await leave();
});
