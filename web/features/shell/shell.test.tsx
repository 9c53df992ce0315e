import { act } from "preact/test-utils";
import { expect, test } from "vitest";
import type { Role } from "#contracts/capabilities.ts";
import { json } from "../../testing/fake-api.ts";
import { meAs } from "../../testing/management.ts";
import { byText, click, settle } from "../../testing/mount.tsx";
import { openPage } from "../../testing/open-page.tsx";

const open = (role: Role) =>
  openPage("/settings", meAs(role), {
    "GET /api/members/": () => json({ members: [] }),
    "GET /api/invites/": () => json({ invites: [] }),
  });

test("pages that a role does not include have a lock, and no other", async () => {
  const locked = (page: HTMLElement) =>
    [...page.querySelectorAll(".side-nav .nav-link:has(.nav-lock)")].map(
      (link) => link.firstChild?.nextSibling?.textContent,
    );
  expect(locked((await open("viewer")).page)).toEqual([
    "Data sources",
    "Members",
    "API keys",
    "Sync health",
    "Audit log",
  ]);
  expect(locked((await open("analyst")).page)).toEqual(["API keys", "Audit log"]);
  expect(locked((await open("owner")).page)).toEqual([]);
  expect(locked((await open("support")).page)).toEqual(["Campaigns", "API keys"]);
});

test("the menu of narrow windows leads to a page and closes", async () => {
  const { page } = await open("owner");
  await click(page.querySelector(".nav-drawer button"));
  expect(page.querySelector(".nav-drawer button")?.getAttribute("aria-expanded")).toBe("true");
  await click(byText(page, ".drawer .nav-link", "Members"));
  await settle();
  expect(location.pathname).toBe("/members");
  expect(page.querySelector(".drawer")).toBeNull();
  expect(page.querySelector("h1")?.textContent).toBe("Members");
});

test("another window of this browser that has switched is followed at once", async () => {
  let role: Role = "owner";
  const { page } = await openPage("/members", () => meAs(role), {
    "GET /api/members/": () => json({ members: [] }),
    "GET /api/invites/": () => json({ invites: [] }),
  });
  expect(byText(page, "h2", "Invitations")).toBeDefined();
  role = "viewer";
  const other = new BroadcastChannel("session");
  await act(() => other.postMessage("changed"));
  await new Promise((done) => setTimeout(done, 50));
  await settle();
  other.close();
  expect(page.querySelector("main")?.textContent).toContain("members.read");
});
