import { expect, test } from "vitest";
import type { SessionView } from "#contracts/me.ts";
import { now } from "../../../lib/now.ts";
import { fakeApi, json, problem } from "../../../testing/fake-api.ts";
import { byText, click, mount } from "../../../testing/mount.tsx";
import { meOf } from "../../../testing/payloads.ts";
import { Toasts } from "../../../ui/toast.tsx";
import { session } from "../session.ts";
import { SessionsCard } from "./sessions-card.tsx";

const hoursAgo = (hours: number) => new Date(now.value - hours * 3_600_000).toISOString();

const viewOf = (id: string, more: Partial<SessionView> = {}): SessionView => ({
  id,
  created_at: hoursAgo(5),
  last_seen_at: hoursAgo(1),
  expires_at: hoursAgo(-100),
  ip: "203.0.113.7",
  user_agent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
  current: false,
  ...more,
});

const done = () => new Response(null, { status: 204 });

async function open(answers: Parameters<typeof fakeApi>[0] = {}) {
  session.value = { status: "in", me: meOf() };
  let list = [viewOf("here", { current: true, user_agent: null, ip: null }), viewOf("there"), viewOf("phone")];
  const calls = fakeApi({
    "GET /api/me/sessions/": () => json({ sessions: list }),
    "DELETE /api/me/sessions/there/": () => {
      list = list.filter(({ id }) => id !== "there");
      return done();
    },
    "POST /api/auth/logout-everywhere/": () => {
      list = list.filter(({ current }) => current);
      return done();
    },
    ...answers,
  });
  const page = await mount(
    <>
      <SessionsCard />
      <Toasts />
    </>,
  );
  return { page, calls };
}

test("says what each is, where and when, and marks this one, which has no way to end it", async () => {
  const { page } = await open();
  const rows = [...page.querySelectorAll("li")].map((row) => row.textContent);
  expect(rows[0]).toContain("Unknown device");
  expect(rows[0]).toContain("This session");
  expect(rows[1]).toContain("Firefox on Windows");
  expect(rows[1]).toContain("203.0.113.7 · last seen 1 hour ago");
  expect(rows[1]).toContain("Signed in 5 hours ago");
  expect(page.querySelectorAll("li button")).toHaveLength(2);
  expect(page.querySelector("li button")?.getAttribute("aria-label")).toBe("End the session of Firefox on Windows");
});

test("ends one; the list keeps the reader's place", async () => {
  const { page } = await open();
  await click(page.querySelector("li button"));
  expect(page.querySelectorAll("li")).toHaveLength(2);
  expect(page.querySelector(".toasts")?.textContent).toContain("The session of Firefox on Windows has ended");
  expect(document.activeElement).toBe(page.querySelector("ul"));
});

test("one that cannot be ended says why at its row", async () => {
  const { page } = await open({
    "DELETE /api/me/sessions/there/": () => problem("not-found", { detail: "You have no such session." }),
  });
  await click(page.querySelector("li button"));
  expect(page.querySelectorAll("li")[1]?.querySelector("[role=alert]")?.textContent).toContain("no such session");
});

test("signs out everywhere else, or everywhere after asking", async () => {
  const { page, calls } = await open();
  await click(byText(page, "button", "Sign out everywhere else"));
  expect(calls.find((call) => call.method === "POST")?.body).toEqual({ keep_this: true });
  expect(page.querySelectorAll("li")).toHaveLength(1);
  expect(byText(page, "button", "Sign out everywhere else")).toBeUndefined();
  await click(byText(page, "button", "Sign out everywhere…"));
  await click(byText(page.querySelector("dialog")!, "button", "Sign out everywhere"));
  expect(calls.at(-1)?.body).toEqual({ keep_this: false });
  expect(session.value).toEqual({ status: "out", left: true });
});

test("a list that did not come can be asked for again", async () => {
  let down = true;
  const { page } = await open({
    "GET /api/me/sessions/": () => (down ? problem("unavailable") : json({ sessions: [viewOf("here")] })),
  });
  expect(page.querySelector("[role=alert]")?.textContent).toContain("req-1");
  down = false;
  await click(byText(page, "button", "Try again"));
  expect(page.querySelectorAll("li")).toHaveLength(1);
});
