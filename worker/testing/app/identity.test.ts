import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { InviteView } from "#contracts/members.ts";
import { launchChromium } from "../../../deploy/local/chromium.ts";
import { comesTo, landed, open, press, signInAt, typeHere, typeInto, visitor } from "./keyboard.ts";
import { expire, linkAt, linkTo, mailsTo, tokenOf } from "./mailbox.ts";
import { type Api, apiOf, newcomer, newWorld, sendLogin } from "./people.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

async function invite(api: Api, email: string, role: string): Promise<InviteView> {
  const answer = await api("POST", "/api/invites/", { email, role });
  expect(answer.status).toBe(200);
  return InviteView.parse(await answer.json());
}

test("a forgotten password: from the request to a new sign-in; every other session is out and the link is spent", async () => {
  const { owner } = await newWorld("reset");
  const elsewhere = await visitor(browser);
  await open(elsewhere.page, "/login");
  await signInAt(elsewhere.page, owner);
  await landed(elsewhere.page);

  const { page, leave } = await visitor(browser);
  await open(page, "/login");
  await press(page, "link", "Forgot your password?");
  await comesTo(page, "Set a new password");
  await typeHere(page, "E-mail", owner.email);
  await page.keyboard.press("Enter");
  await comesTo(page, "Look into your mail");

  const link = await linkTo(owner.email, "password-reset");
  await page.goto(link);
  await comesTo(page, "Choose a new password");
  expect(page.url()).not.toContain("token");
  const password = "kelp moon tariff gusto";
  await typeHere(page, "New password", "aaaaaaaaaaaa");
  await page.keyboard.press("Enter");
  await page.getByText("This password is easy to guess").waitFor();
  await typeInto(page, "New password", password);
  await page.keyboard.press("Enter");
  await comesTo(page, "Your password is set");
  await press(page, "link", "Sign in now");
  await signInAt(page, { email: owner.email, password });
  await landed(page);

  await elsewhere.page.reload();
  await elsewhere.page.waitForURL(/\/login/);
  expect((await sendLogin(owner.email, owner.password)).status).toBe(401);
  await elsewhere.page.goto(link);
  await comesTo(elsewhere.page, "This link was used already");
  await elsewhere.leave();
  await leave();
});

test("an address without an account gets the same page and no mail", async () => {
  const world = await newWorld("nobody");
  const { email } = newcomer(world, "Nobody");
  const { page, leave } = await visitor(browser);
  await open(page, "/password-reset");
  await typeHere(page, "E-mail", email);
  await page.keyboard.press("Enter");
  await comesTo(page, "Look into your mail");
  // A mail that is really sent is there by then.
  await open(page, "/password-reset");
  await typeInto(page, "E-mail", world.owner.email);
  await page.keyboard.press("Enter");
  await linkTo(world.owner.email, "password-reset");
  expect(mailsTo(email, "password-reset")).toEqual([]);
  await leave();
});

test("an invitation: somebody new accepts it, lands in the tenant, and the link is spent", async () => {
  const world = await newWorld("invite");
  const api = await apiOf(world.owner);
  const guest = newcomer(world, "Ginger");
  await invite(api, guest.email, "analyst");
  const link = await linkTo(guest.email, "invite");

  const { page, leave } = await visitor(browser);
  await page.goto(link);
  await comesTo(page, `Join ${world.label}`);
  expect(page.url()).not.toContain("token");
  const offered = await page.locator("dl").innerText();
  for (const words of [world.owner.name, world.label, "Analyst"]) expect(offered).toContain(words);
  await typeInto(page, "Your name", guest.name);
  await typeInto(page, "Choose a password", guest.password);
  await page.keyboard.press("Enter");
  await landed(page);
  await page.getByRole("button", { name: world.label }).waitFor();
  await page.goto(link);
  await comesTo(page, "This invitation was accepted already");
  await leave();

  const members = await (await api("GET", "/api/members/")).text();
  expect(members).toContain(guest.email);
});

test("an invitation: somebody with an account comes in by their password, and whoever is signed in as another is stopped", async () => {
  const [home, other] = [await newWorld("guest"), await newWorld("host")];
  await invite(await apiOf(other.owner), home.owner.email, "viewer");
  const link = await linkTo(home.owner.email, "invite");

  const stranger = await newWorld("stranger");
  const { page, leave } = await visitor(browser);
  await open(page, "/login");
  await signInAt(page, stranger.owner);
  await landed(page);
  await page.goto(link);
  await page.getByText(`You are signed in as ${stranger.owner.email}`).waitFor();
  await press(page, "button", "Sign out and go on");
  await typeInto(page, "Password", home.owner.password);
  await page.keyboard.press("Enter");
  await landed(page);
  await page.getByRole("button", { name: other.label }).waitFor();
  await leave();
});

test("links that are malformed, mixed up, replaced, expired or taken back each have a page of their own", async () => {
  const world = await newWorld("links");
  const api = await apiOf(world.owner);
  const guest = newcomer(world, "Gina");
  const { id } = await invite(api, guest.email, "viewer");
  const invitation = tokenOf(await linkTo(guest.email, "invite"));
  const { page, leave } = await visitor(browser);
  const shows = async (path: string, token: string, title: string) => {
    await page.goto("about:blank");
    await page.goto(linkAt(path, token));
    if (path === "/email-change") await press(page, "button", "Confirm the address");
    await comesTo(page, title);
  };
  await shows("/password-reset", "no-token-at-all", "This link is not whole");
  await shows("/password-reset", `adp_${"x".repeat(43)}`, "This link is not whole");
  await shows("/password-reset", invitation, "This link is for something else");
  await shows("/email-change", invitation, "This link is for something else");
  await shows("/email-change", invitation.slice(0, 20), "This link is not whole");
  await shows("/invite", invitation.slice(0, -3), "This invitation is not whole");

  await open(page, "/password-reset");
  await typeInto(page, "E-mail", world.owner.email);
  await page.keyboard.press("Enter");
  const first = tokenOf(await linkTo(world.owner.email, "password-reset"));
  await shows("/invite", first, "This link is not an invitation");
  await open(page, "/password-reset");
  await typeInto(page, "E-mail", world.owner.email);
  await page.keyboard.press("Enter");
  const second = tokenOf(await linkTo(world.owner.email, "password-reset", 1));
  await shows("/password-reset", first, "A newer link has taken this one's place");
  await shows("/password-reset", second, "Choose a new password");
  expire(second);
  await shows("/password-reset", second, "This link has expired");

  const late = newcomer(world, "Greta");
  await invite(api, late.email, "viewer");
  const expired = tokenOf(await linkTo(late.email, "invite"));
  expire(expired);
  await shows("/invite", expired, "This invitation has expired");

  expect((await api("DELETE", `/api/invites/${id}/`)).status).toBe(204);
  await shows("/invite", invitation, "This invitation was taken back");
  await leave();
});

test("a new address: asked for with the password, confirmed by its mail, and signed in with from then on", async () => {
  const world = await newWorld("address");
  const { owner } = world;
  const { email } = newcomer(world, "Renamed");
  const { page, leave } = await visitor(browser);
  await open(page, "/login?next=%2Fme");
  await signInAt(page, owner);
  await page.waitForURL(/\/me$/);
  await press(page, "button", "Change e-mail…");
  await typeHere(page, "New e-mail", email);
  await typeInto(page, "Your password", owner.password);
  await page.keyboard.press("Enter");
  await page.getByText(`We sent a link to ${email}`).waitFor();

  const link = await linkTo(email, "email-change");
  await page.goto(link);
  await press(page, "button", "Confirm the address");
  await comesTo(page, "Your address has changed");
  await page.getByText(email).waitFor();
  await page.goto("about:blank");
  await page.goto(link);
  await press(page, "button", "Confirm the address");
  await comesTo(page, "This link was used already");
  expect((await sendLogin(owner.email, owner.password)).status).toBe(401);
  expect((await sendLogin(email, owner.password)).status).toBe(200);
  await leave();
});
