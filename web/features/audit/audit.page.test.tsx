import { act } from "preact/test-utils";
import { expect, test } from "vitest";
import type { AuditEntry } from "#contracts/audit.ts";
import { type Call, json, problem } from "../../testing/fake-api.ts";
import { entryOf, meAs } from "../../testing/management.ts";
import { byText, click, settle } from "../../testing/mount.tsx";
import { openPage } from "../../testing/open-page.tsx";

const open = (search: string, answer: (call: Call) => Response, role: "admin" | "analyst" | "support" = "admin") =>
  openPage(`/ops/audit${search}`, meAs(role), { "GET /api/audit-log/": answer });
const page1 = (entries: AuditEntry[], next_cursor: string | null = null) => json({ entries, next_cursor });
const asked = (calls: Call[]) => calls.filter((call) => call.path === "/api/audit-log/").map((call) => call.query);

test("an entry says who did what on what, and opens to what changed and the request's id", async () => {
  const { page } = await open("", () => page1([entryOf("e1")]));
  const row = page.querySelector(".audit-table tbody tr");
  expect(row?.textContent).toContain("Ana Brown");
  expect(row?.textContent).toContain("changed a member's role: ben@example.com");
  expect(row?.textContent).toContain("role: viewer → analyst");
  // The tenant is five hours behind UTC: there it was still the day before.
  expect(row?.querySelector("time")?.textContent).toMatch(/Feb 2, 11:05/);
  expect(row?.querySelector("time")?.title).toContain("2026-02-03T04:05:06.000Z");
  const open1 = row?.querySelector("button");
  expect(open1?.getAttribute("aria-expanded")).toBe("false");
  await click(open1);
  expect(open1?.getAttribute("aria-expanded")).toBe("true");
  expect(page.querySelector(".audit-details")?.textContent).toContain("req-77");
});

test("filters of the address reach the API and the export, as instants of the tenant's zone", async () => {
  const { page, calls } = await open("?from=2026-02-01&to=2026-02-28&action=key&q=ben", () => page1([]));
  const wanted = { from: "2026-02-01T05:00:00.000Z", to: "2026-03-01T05:00:00.000Z", action: "key", q: "ben" };
  expect(asked(calls)).toEqual([wanted]);
  const link = page.querySelector<HTMLAnchorElement>("a[download]");
  const url = new URL(link?.getAttribute("href") ?? "", location.origin);
  expect([url.pathname, Object.fromEntries(url.searchParams)]).toEqual(["/api/audit-log/export.csv", wanted]);
  expect(page.textContent).toContain("No entries match these filters");
  await click(byText(page, ".empty button", "Clear filters"));
  expect(location.search).toBe("");
  expect(page.textContent).toContain("Nothing has been written down yet");
});

test("an action is chosen from the list, and all that one person did from an entry", async () => {
  const { page, calls } = await open("", () => page1([entryOf("e1")]));
  const select = page.querySelector<HTMLSelectElement>(".audit-filters select")!;
  await act(() => {
    select.value = "member.removed";
    select.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await settle();
  expect(asked(calls).at(-1)).toEqual({ action: "member.removed" });
  await click(page.querySelector(".audit-open button"));
  await click(byText(page, "button", "All that Ana Brown did"));
  expect(asked(calls).at(-1)).toEqual({ action: "member.removed", actor_id: "u1" });
  await click(byText(page, ".audit-chosen button", "Done by Ana Brown"));
  expect(asked(calls).at(-1)).toEqual({ action: "member.removed" });
});

test("older entries come page by page; a page that fails leaves those that are there", async () => {
  let broken = true;
  const { page, calls } = await open("", ({ query }) => {
    if (!query.cursor) return page1([entryOf("e1")], "c1");
    return broken ? problem("unavailable") : page1([entryOf("e2")]);
  });
  await click(byText(page, "button", "Load older"));
  expect(page.querySelector(".table-foot [role=alert]")).not.toBeNull();
  expect(page.querySelectorAll(".audit-table tbody tr")).toHaveLength(1);
  broken = false;
  await click(byText(page, "button", "Load older"));
  expect(page.querySelectorAll(".audit-table tbody tr")).toHaveLength(2);
  expect(asked(calls).at(-1)).toEqual({ cursor: "c1" });
  expect(byText(page, "button", "Load older")).toBeUndefined();
});

test("who may read but not export sees that the export is off, and why", async () => {
  const { page } = await open("", () => page1([entryOf("e1")]), "support");
  expect(page.querySelector("a[download]")).toBeNull();
  const off = byText(page, "button", "Export CSV");
  expect(document.getElementById(off?.getAttribute("aria-describedby") ?? "")?.textContent).toContain("audit.export");
  const refused = await open("", () => page1([]), "analyst");
  expect(refused.page.querySelector("main")?.textContent).toContain("audit.read");
  expect(asked(refused.calls)).toEqual([]);
});
