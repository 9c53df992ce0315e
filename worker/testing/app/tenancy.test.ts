import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../../../deploy/local/chromium.ts";
import { until } from "../../../deploy/local/wait.ts";
import { app } from "./client.ts";
import { linkTo, mailsTo, tokenOf } from "./mailbox.ts";
import {
  agency,
  far,
  home,
  inviteBehind,
  newTenant,
  type Person,
  people,
  provision,
  withKey,
} from "./tenancy-world.ts";
import { signInByKeyboard, type Visitor, visit } from "./visitor.ts";

let browser: Browser;
let owner: Visitor;

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), provision()]);
  owner = await signedIn(people.owner, "/members");
});
afterAll(() => browser.close());

async function signedIn(who: Person, path: string): Promise<Visitor> {
  const visitor = await visit(browser);
  await signInByKeyboard(visitor.page, who, path);
  return visitor;
}

async function enter(page: Page, tenant: { label: string }): Promise<void> {
  const switcher = page.getByRole("button", { name: "Workspace:" });
  await switcher.waitFor();
  if ((await switcher.innerText()).includes(tenant.label)) return;
  await page.keyboard.press("Alt+w");
  await page.keyboard.type(tenant.label);
  await page.getByRole("option").filter({ hasText: tenant.label }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: `Workspace: ${tenant.label}` }).waitFor();
}

const go = (page: Page, path: string) => page.goto(`${app.ready.url}${path}`);
const said = (page: Page, words: string | RegExp) => page.getByText(words).filter({ visible: true }).first().waitFor();

/** Chooses from a select as a keyboard does: the first letters of an option. */
async function chooseByKeyboard(page: Page, label: string, letters: string): Promise<void> {
  await page.getByLabel(label).focus();
  await page.keyboard.type(letters);
}

test("tenants are switched by search and keyboard, also those that only the server knows", async () => {
  const { page } = owner;
  await enter(page, home);
  await enter(page, far);
  await said(page, `Who may work in ${far.label}`);
  await enter(page, home);
  await said(page, people.viewer.email);
  await page.keyboard.press("Alt+w");
  const list = page.getByRole("listbox", { name: "Workspace" });
  await expect.poll(() => list.getByRole("option").count()).toBe(100);
  await page.keyboard.press("End");
  await expect.poll(() => list.getByRole("option").count()).toBe(106);
  await page.keyboard.press("Escape");
  expect(await page.evaluate(() => document.activeElement?.className)).toContain("combobox-button");
});

test("a lowered role is lost in the other browser at once, which says so", async () => {
  const admin = await signedIn(people.admin, "/members");
  await admin.page.getByRole("button", { name: "Invite" }).waitFor();

  await enter(owner.page, home);
  await chooseByKeyboard(owner.page, `Role of ${people.admin.name}`, "View");
  await said(owner.page, `${people.admin.name} is now Viewer`);

  await admin.page.getByLabel("E-mail").fill("too.late@somewhere.example");
  await admin.page.keyboard.press("Enter");
  await said(admin.page, "members.read");
  await said(admin.page, `Ask an owner or admin of ${home.label}`);
  expect(await admin.page.getByRole("button", { name: "Invite" }).count()).toBe(0);
  expect(mailsTo("too.late@somewhere.example", "invite")).toEqual([]);
  expect(admin.complaints).toEqual([]);
  await admin.leave();
});

test("the last owner stays, and the page says why", async () => {
  const { page } = owner;
  await go(page, "/members");
  await page.getByRole("button", { name: `Remove ${people.owner.name}` }).click();
  await page.getByRole("button", { name: "Remove myself" }).click();
  await page.getByRole("dialog").getByRole("alert").waitFor();
  expect(await page.getByRole("dialog").innerText()).toMatch(/last owner|only owner/i);
  await page.keyboard.press("Escape");
  expect(await page.getByRole("dialog").count()).toBe(0);
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Remove");
});

const invited = `ivy@${home.id}.example`;

test("an invitation is sent, and its link leads to it", async () => {
  const { page } = owner;
  await go(page, "/members");
  await page.getByLabel("E-mail").fill(invited);
  await page.getByRole("button", { name: "Invite", exact: true }).press("Enter");
  const row = page.getByRole("row").filter({ hasText: invited });
  await row.getByText("Open").waitFor();
  expect(await inviteBehind(tokenOf(await linkTo(invited, "invite")))).toEqual({ status: 200 });
  await row.getByRole("button", { name: "Resend" }).press("Enter");
  await row
    .getByRole("alert")
    .filter({ hasText: /just now\. Wait \d+ seconds/ })
    .waitFor();
});

test("a key is created by keyboard, works, is rotated with an overlap and revoked", async () => {
  const { page } = owner;
  await go(page, "/keys");
  await page.getByRole("button", { name: "Create key" }).press("Enter");
  await page.keyboard.type("Nightly job");
  await page.getByLabel(/See the tenant's settings/).press("Space");
  await page.getByRole("dialog").getByRole("button", { name: "Create key" }).press("Enter");
  const shown = page.getByRole("textbox", { name: "API key" });
  const first = await shown.inputValue();
  expect(first).toMatch(/^adk_/);
  await page.getByRole("button", { name: "I have kept it" }).press("Enter");
  expect((await withKey(first)).status).toBe(200);

  await page.getByRole("button", { name: "Rotate Nightly job" }).press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Rotate" }).press("Enter");
  await page.getByRole("button", { name: "I have kept it" }).waitFor();
  const second = await shown.inputValue();
  await page.getByRole("button", { name: "I have kept it" }).press("Enter");
  expect(second).not.toBe(first);
  expect([(await withKey(first)).status, (await withKey(second)).status]).toEqual([200, 200]);

  const old = page.getByRole("row").filter({ hasText: "Being replaced" });
  await old.getByRole("button", { name: "Revoke" }).press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).press("Enter");
  await page.getByRole("row").filter({ hasText: "Revoked" }).waitFor();
  await expect.poll(async () => (await withKey(first)).status, { timeout: 15_000 }).toBe(401);
  expect((await withKey(second)).status).toBe(200);
  expect(await page.content()).not.toContain(second);
});

test("the audit log tells of it all, by filters in the address, and exports the same as CSV", async () => {
  const { page } = owner;
  await go(page, "/ops/audit");
  await said(page, "revoked an API key: Nightly job");
  await said(page, "role: admin → viewer");
  await page.getByLabel("Action").selectOption("key");
  await page.waitForURL(/action=key/);
  const rows = page.locator(".audit-table tbody tr");
  await expect.poll(() => rows.count()).toBe(3);
  await page.getByRole("button", { name: /rotated an API key/ }).press("Enter");
  await said(page, "Request id");

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export CSV" }).press("Enter"),
  ]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  const lines = Buffer.concat(chunks).toString("utf8").trim().split(/\r?\n/);
  expect(lines).toHaveLength(4);
  for (const action of ["key.created", "key.rotated", "key.revoked"])
    expect(lines.filter((line) => line.includes(action))).toHaveLength(1);
});

test("a viewer sees what may be seen; the rest is off or says what is missing", async () => {
  const viewer = await signedIn(people.viewer, "/settings");
  const { page } = viewer;
  await said(page, "You can look, but not change anything");
  expect(await page.getByLabel("Name").isDisabled()).toBe(true);
  const save = page.getByRole("button", { name: "Save changes" });
  expect(await save.getAttribute("aria-disabled")).toBe("true");
  await save.focus();
  await page.getByRole("tooltip").getByText("tenant.manage").waitFor();
  for (const [link, needs] of [
    ["Members", "members.read"],
    ["API keys", "keys.read"],
    ["Audit log", "audit.read"],
  ] as const) {
    await page.getByRole("link", { name: link }).press("Enter");
    await page.locator("main").getByText(needs, { exact: true }).waitFor();
    await said(page, `Ask an owner or admin of ${home.label}`);
  }
  expect(await page.getByRole("link", { name: "Tenants" }).count()).toBe(0);
  expect(viewer.complaints).toEqual([]);
  await viewer.leave();
});

test("an agency's admin creates a tenant and enters it", async () => {
  const lead = await signedIn(people.lead, "/agency/tenants");
  const { page } = lead;
  await said(page, home.label);
  await page.getByRole("button", { name: "Create tenant" }).press("Enter");
  await page.keyboard.type(newTenant.label);
  await page.getByLabel("Id", { exact: true }).fill(newTenant.id);
  await page.getByLabel("Reporting currency").selectOption("EUR");
  await page.getByRole("dialog").getByRole("button", { name: "Create tenant" }).press("Enter");
  await page.getByRole("button", { name: `Enter ${newTenant.label}` }).press("Enter");
  await page.waitForURL(/\/dashboards\/campaigns/);
  await page.getByRole("button", { name: `Workspace: ${newTenant.label}` }).waitFor();
  await said(page, "No data yet");
  await go(page, "/agency/people");
  await said(page, people.lead.email);
  await said(page, `Who works for ${agency.label}`);
  expect(lead.complaints).toEqual([]);
  await lead.leave();
});

test("an invitation is sent again with another link once a minute is over, and revoked", async () => {
  const { page } = owner;
  await go(page, "/members");
  const row = page.getByRole("row").filter({ hasText: invited });
  const first = tokenOf(await linkTo(invited, "invite"));
  await until("another mail", 90_000, async () => {
    await row.getByRole("button", { name: "Resend" }).press("Enter");
    await page.waitForTimeout(2000);
    return mailsTo(invited, "invite").length === 2 || null;
  });
  const second = tokenOf(await linkTo(invited, "invite", 1));
  expect((await inviteBehind(first)).type).toContain("token-revoked");
  expect(await inviteBehind(second)).toEqual({ status: 200 });

  await row.getByRole("button", { name: "Revoke" }).press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).press("Enter");
  await row.getByText("Revoked").waitFor();
  expect((await inviteBehind(second)).type).toContain("token-revoked");
});

test("every page fits 360 pixels without sideways scrolling, and the menu leads to all of them", async () => {
  const lead = await visit(browser, 360);
  const { page } = lead;
  await signInByKeyboard(page, people.lead, "/members");
  for (const name of ["Members", "API keys", "Settings", "Tenants", "People", "Sync health", "Audit log"]) {
    await page.getByRole("button", { name: "Pages" }).press("Enter");
    await page.getByRole("dialog").getByRole("link", { name, exact: true }).press("Enter");
    await page.getByRole("heading", { level: 1, name }).waitFor();
    await page.locator("main .card").first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(360);
  }
  expect(lead.complaints).toEqual([]);
  expect(owner.complaints).toEqual([]);
  await lead.leave();
});
