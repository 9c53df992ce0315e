import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../../../deploy/local/chromium.ts";
import { shopManifest as manifest } from "../shop-manifest.ts";
import { choose, comesTo, landed, open, press, signInAt, tabTo, tick, typeInto, visitor } from "./keyboard.ts";
import { metaAccounts, metaToken, recording, type SourcesWorld, says, sourcesWorld } from "./sources-world.ts";

let browser: Browser;
let world: SourcesWorld;
beforeAll(async () => {
  world = await sourcesWorld("wizard");
  browser = await launchChromium();
});
afterAll(() => browser?.close());

async function atWizard() {
  const made = await visitor(browser);
  // The browser tells of file choosers from the first listener on, which takes effect a moment later.
  made.page.on("filechooser", () => {});
  await open(made.page, "/login");
  await signInAt(made.page, world.owner);
  await landed(made.page);
  await open(made.page, "/dashboards/data-sources/new");
  await comesTo(made.page, "Connect a data source");
  return made;
}

/** Opens the file chooser of the field by keyboard and gives it a file. */
async function giveFile(page: Page, field: string, name: string, text: string): Promise<void> {
  await tabTo(page, page.getByLabel(field).first());
  const chooser = page.waitForEvent("filechooser");
  await page.keyboard.press("Enter");
  await (await chooser).setFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from(text) });
}

const firstSync = (page: Page) => says(page, "tbody tr", /First sync.*Succeeded/s);

test("an account is connected by keyboard, from its connector's own form to its first sync", async () => {
  const { page, leave } = await atWizard();
  await press(page, "button", "Connect Meta");
  await page.getByLabel("Ad Account ID(s)", { exact: true }).waitFor({ timeout: 120_000 });
  await press(page, "button", "Check and go on");
  await says(page, ".field-error", "Is needed");
  await typeInto(page, "Ad Account ID(s)", metaAccounts.join(", "));
  await choose(page, "Kind", "Service Account Key Authentication");
  await typeInto(page, "Access Token", "a token of nobody");
  await press(page, "button", "Check and go on");
  await says(page, ".field:has([name='credentials.access_token']) .field-error", /token/i);
  await typeInto(page, "Access Token", metaToken);
  await press(page, "button", "Check and go on");

  await page.getByRole("checkbox", { name: /^campaigns/ }).waitFor({ timeout: 120_000 });
  await press(page, "button", "None");
  await tick(page, /^campaigns( |$)/);
  await tick(page, /^ad_account( |$)/);
  await press(page, "button", "Go on");
  await typeInto(page, "Name", "Meta by keyboard");
  await tick(page, "By hand");
  await press(page, "button", "Connect");
  await page.waitForURL(/data-sources\/(?!new)/, { timeout: 120_000 });
  await comesTo(page, "Meta by keyboard");
  await firstSync(page);
  expect(await page.content()).not.toContain(metaToken);
  await leave();
});

test("a recording is uploaded, connected and read", async () => {
  const { page, leave } = await atWizard();
  await press(page, "button", "Connect Recording");
  await giveFile(page, "Recording (JSON lines)", "visits.jsonl", recording(5));
  await says(page, "[role=status]", "The file is here: 5 lines.");
  await choose(page, "Platform", "TikTok");
  await press(page, "button", "Check and go on");
  await typeInto(page, "Name", "Visits of a week");
  await press(page, "button", "Connect");
  await comesTo(page, "Visits of a week");
  await firstSync(page);
  const row = page.locator("tbody tr").filter({ hasText: "First sync" });
  expect(await row.innerText()).toContain("5");
  expect(await page.locator(".page-intro").innerText()).toContain("TikTok");
  await leave();
});

test("a manifest of YAML is told where it is wrong, then asks for its own settings, and may not look into our network", async () => {
  const { page, leave } = await atWizard();
  await press(page, "button", /^Connect Your own/);
  await giveFile(page, "Or from a file", "shop.yaml", manifest.replace("  stream_names", "\tstream_names"));
  await press(page, "button", "Read the manifest");
  await says(page, ".manifest-input [role=alert]", /line 6, column \d+: .*spaces, not with tabs/);
  await giveFile(page, "Or from a file", "shop.yaml", manifest);
  await expect.poll(() => page.getByLabel("Manifest (YAML or JSON)").inputValue()).toBe(manifest);
  await press(page, "button", "Read the manifest");
  await says(page, "[role=status]", "1 stream: items");
  await press(page, "button", "Check and go on");
  await says(page, ".field:has([name=api_key]) .field-error", "Is needed");
  await typeInto(page, "Key of the shop", "a key of the small shop");
  expect(await page.getByLabel("Key of the shop").getAttribute("type")).toBe("password");
  await press(page, "button", "Check and go on");
  await says(page, ".banner-bad, .field-error", /\w/);
  expect(new URL(page.url()).pathname).toBe("/dashboards/data-sources/new");
  await leave();
});
