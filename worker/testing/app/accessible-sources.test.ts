import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../../../deploy/local/chromium.ts";
import { faultsOf } from "./axe.ts";
import { comesTo, landed, open, press, signInAt, tick, typeInto, visitor } from "./keyboard.ts";
import { connectRecording, metaAccounts, metaToken, type SourcesWorld, says, sourcesWorld } from "./sources-world.ts";

const list = "/dashboards/data-sources";
let browser: Browser;
let world: SourcesWorld;
let source: string;
beforeAll(async () => {
  world = await sourcesWorld("accessible");
  source = await connectRecording(world, "Harbour visits", "custom");
  await connectRecording(world, "Hill visits", "linkedin");
  browser = await launchChromium();
});
afterAll(() => browser?.close());

const looks = [
  { colorScheme: "light", width: 1360 },
  { colorScheme: "dark", width: 360 },
] as const;

async function signedIn(path: string) {
  const made = await visitor(browser);
  await open(made.page, "/login");
  await signInAt(made.page, world.owner);
  await landed(made.page);
  await open(made.page, path);
  return made;
}

/** In each look: axe finds nothing, and nothing sticks out of the page. */
async function looksWell(page: Page, what: string): Promise<void> {
  for (const { colorScheme, width } of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height: 900 });
    const { scrollWidth, clientWidth } = await page.evaluate(() => ({
      scrollWidth: document.documentElement.scrollWidth,
      clientWidth: document.documentElement.clientWidth,
    }));
    const look = { what, colorScheme, width };
    expect
      .soft({ ...look, faults: await faultsOf(page), isTooWide: scrollWidth > clientWidth })
      .toEqual({ ...look, faults: [], isTooWide: false });
  }
  await page.setViewportSize({ width: 1360, height: 900 });
}

test("the list of sources, one of them with its dialogs, and the health of syncs", async () => {
  const { page, leave } = await signedIn(list);
  await page.getByRole("article").nth(1).waitFor();
  await looksWell(page, "list");
  await open(page, `${list}/${source}`);
  await comesTo(page, "Harbour visits");
  await press(page, "button", "Sync now");
  await says(page, "tbody tr", "Succeeded");
  await looksWell(page, "detail");
  await press(page, "button", /^Details of the sync/);
  await says(page, "[role=log]", /\w/);
  await looksWell(page, "sync dialog");
  await page.keyboard.press("Escape");
  await press(page, "button", "Delete");
  await page.getByRole("dialog").waitFor();
  await looksWell(page, "delete dialog");
  await page.keyboard.press("Escape");
  await open(page, "/ops/sync-health");
  await comesTo(page, "Sync health");
  await page.getByRole("table").first().waitFor();
  await looksWell(page, "sync health");
  await leave();
});

test("each step of connecting, with what is wrong in it", async () => {
  const { page, leave } = await signedIn(`${list}/new`);
  await page.getByRole("button", { name: "Connect Meta" }).waitFor();
  await looksWell(page, "step connector");
  await press(page, "button", "Connect Meta");
  await page.getByLabel("Ad Account ID(s)", { exact: true }).waitFor({ timeout: 120_000 });
  await press(page, "button", "Check and go on");
  await says(page, ".field-error", "Is needed");
  await looksWell(page, "step configuration");
  await typeInto(page, "Ad Account ID(s)", metaAccounts.join(", "));
  await page.getByLabel("Kind", { exact: true }).selectOption("Service Account Key Authentication");
  await typeInto(page, "Access Token", metaToken);
  await press(page, "button", "Check and go on");
  await page.getByRole("checkbox", { name: /^campaigns/ }).waitFor({ timeout: 120_000 });
  await looksWell(page, "step streams");
  await press(page, "button", "Go on");
  await tick(page, "At set times");
  await looksWell(page, "step schedule");
  await open(page, list);
  await leave();
});
