import { beforeEach, expect, test, vi } from "vitest";
import { demo } from "#contracts/demo.ts";
import type { Combined } from "#contracts/metrics.ts";
import { now } from "../../lib/now.ts";
import { App } from "../../routes.tsx";
import { type Call, fakeApi, json, problem } from "../../testing/fake-api.ts";
import { byText, click, mount, settle, type } from "../../testing/mount.tsx";
import { campaign, combinedOf, meOf, snapshotId } from "../../testing/payloads.ts";
import { session } from "../identity/session.ts";

// The DOM of these tests has no canvas to paint on.
vi.mock("uplot", () => ({
  default: class {
    destroy() {}
    setSize() {}
  },
}));

beforeEach(() => {
  session.value = { status: "unknown" };
  now.value = Date.now();
});

const openPage = async (search: string, answer: (call: Call) => Response | Promise<Response>) => {
  history.replaceState(null, "", `/dashboards/campaigns${search}`);
  const calls = fakeApi({ "GET /api/me/": () => json(meOf()), "GET /api/metrics/combined/": answer });
  const page = await mount(<App />);
  return { page, calls, slices: () => calls.filter((call) => call.path === "/api/metrics/combined/") };
};

const sectionOf = (status: "empty" | "no_match"): Combined["availability"] => {
  const section = { status, reason: null };
  return { campaign: section, creative: section, budget: section, parish_map: { ...section, coverage_percent: null } };
};

test("while numbers are on their way the page keeps their places and says so", async () => {
  const { page } = await openPage("", () => new Promise<Response>(() => undefined));
  expect(byText(page, "[role=status]", "Loading campaigns")).toBeDefined();
  expect(page.querySelectorAll(".kpi .skeleton").length).toBe(16);
});

test("shows the numbers, exactly for machines and readably for people", async () => {
  const { page } = await openPage("", () => json(combinedOf()));
  const spend = page.querySelector(".kpi-value data");
  expect(spend?.getAttribute("value")).toBe("1234.5");
  expect(spend?.textContent).toMatch(/JMD\s1,234\.50/u);
  expect(byText(page, ".kpi", "Spend")?.textContent).toMatch(/\+23%/u);
  expect(byText(page, ".kpi", "CPC")?.textContent).toMatch(/better/u);
  expect(page.querySelector(".kpis-note")?.textContent).toContain("1 day of 2 is not settled yet");
  expect(page.querySelector(".chart-plot")?.getAttribute("aria-label")).toContain("1 of them provisional");
  expect(byText(page, ".table tbody tr", "Campaign 2")?.textContent).toContain("not available");
  expect(page.querySelector(".provenance")?.textContent).toContain("a81c90de");
  expect(page.querySelector(".fresh time")?.textContent).toBe("5 minutes ago");
  expect(document.title).toBe("Campaigns · Harbour Agency · ADinsights");
});

test("web sources are told of with the others, and are no choice of platform", async () => {
  const data = combinedOf();
  const [meta] = data.freshness;
  const freshness: Combined["freshness"] = [{ ...meta!, source: "ga4" }, meta!, { ...meta!, source: "search_console" }];
  const { page } = await openPage("", () => json({ ...data, freshness }));
  const badges = [...page.querySelectorAll(".provenance .platform")].map((badge) => badge.textContent);
  expect(badges).toEqual(["Google Analytics 4", "Meta", "Search Console"]);
  expect([...page.querySelectorAll(".chip")].map((chip) => chip.textContent)).toEqual(["Meta"]);
});

test("nothing yet is told apart from nothing that matches", async () => {
  const none = { snapshot_id: null, snapshot_generated_at: null, status: "missing", coverage: null } as const;
  const empty = await openPage("", () => json(combinedOf({ ...none, availability: sectionOf("empty") })));
  expect(empty.page.textContent).toContain("No data yet");

  const narrowed = await openPage("?q=zzz", (call) =>
    json(call.query.q ? combinedOf({ availability: sectionOf("no_match") }) : combinedOf()),
  );
  expect(narrowed.page.textContent).toContain("No campaigns match these filters");
  await click(byText(narrowed.page, ".empty button", "Clear filters"));
  expect(location.search).toBe("");
  expect(narrowed.page.querySelector(".kpis")).not.toBeNull();
});

test("demo data are shown when they are asked for, say so, and go when they are sent away", async () => {
  const none = { snapshot_id: null, snapshot_generated_at: null, status: "missing", coverage: null } as const;
  const { page, slices } = await openPage("", (call) =>
    json(
      call.query.dataset === "demo"
        ? combinedOf({ dataset: "demo" })
        : combinedOf({ ...none, availability: sectionOf("empty") }),
    ),
  );
  await click(byText(page, ".empty button", "Show demo data"));
  expect(location.search).toBe("?dataset=demo");
  expect(slices().at(-1)?.query).toMatchObject({ dataset: "demo", end_date: demo.lastDay });
  expect(byText(page, ".banner", "Demo data")?.textContent).toContain("None of them are of Harbour Agency");
  expect(page.querySelector(".fresh")?.textContent).toContain("Demo data,");
  await click(byText(page, ".banner button", "Show your own numbers"));
  expect(location.search).toBe("");
  expect(page.textContent).toContain("No data yet");
});

test("an error has the reference for support and can be tried again", async () => {
  let broken = true;
  const { page } = await openPage("", () => (broken ? problem("internal") : json(combinedOf())));
  expect(byText(page, "[role=alert]", "req-1")).toBeDefined();
  broken = false;
  await click(byText(page, "button", "Try again"));
  expect(page.querySelector(".kpis")).not.toBeNull();
});

test("stale numbers stay on screen under a banner that says why and what to do", async () => {
  const { page } = await openPage("", () =>
    json(combinedOf({ status: "stale", status_reason: "older than 60 minutes" })),
  );
  expect(page.querySelector(".banner")?.textContent).toContain("older than 60 minutes");
  expect(page.querySelector(".banner")?.textContent).toContain("owner or admin");
  expect(page.querySelector(".kpis")).not.toBeNull();
});

test("without permission it says which one and whom to ask", async () => {
  const { page } = await openPage("", () => problem("forbidden"));
  expect(page.textContent).toContain("metrics.read");
  expect(page.textContent).toContain("Ask an owner or admin of Harbour Agency");
});

test("without a session it goes to sign-in and remembers the way", async () => {
  await openPage("?q=rum", () => problem("unauthenticated"));
  expect(location.pathname).toBe("/login");
  expect(new URLSearchParams(location.search).get("next")).toBe("/dashboards/campaigns?q=rum");
});

test("filters live in the address and reach the API", async () => {
  const { page, slices } = await openPage("?from=2026-03-01&to=2026-03-30&compare=none", () => json(combinedOf()));
  expect(slices()[0]?.query).toEqual({ start_date: "2026-03-01", end_date: "2026-03-30", limit: "100" });
  await click(byText(page, ".chip", "Meta"));
  await type(page.querySelector("input[type=search]"), "rum ");
  await new Promise((done) => setTimeout(done, 350));
  await settle();
  expect(new URLSearchParams(location.search).get("platforms")).toBe("meta");
  expect(slices().at(-1)?.query).toMatchObject({ platforms: "meta", q: "rum" });
});

test("a copied link fixes the days and the snapshot", async () => {
  const { page } = await openPage("?from=2026-03-01&to=2026-03-30", () => json(combinedOf()));
  const writeText = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
  await click(byText(page, "button", "Copy link"));
  expect(writeText).toHaveBeenCalledWith(
    `${location.origin}/dashboards/campaigns?from=2026-03-01&to=2026-03-30&snapshot=${snapshotId}`,
  );
  expect(byText(page, "[role=status]", "The link is copied")).toBeDefined();
});

test("sorting fetches the rest first, all from one snapshot", async () => {
  const first = { ...combinedOf().campaign, next_cursor: "c1" };
  const { page, slices } = await openPage("", (call) =>
    json(
      combinedOf({
        campaign: call.query.cursor ? { ...first, rows: [campaign("3", 5, { roas: 9 })], next_cursor: null } : first,
      }),
    ),
  );
  expect(byText(page, ".card-hint", "there are more")).toBeDefined();
  await click(byText(page, ".table-sort", "ROAS"));
  expect(slices().at(-1)?.query).toMatchObject({ cursor: "c1", snapshot: snapshotId, sections: "campaign" });
  const names = [...page.querySelectorAll(".table")[0]!.querySelectorAll("tbody th")].map((cell) => cell.textContent);
  expect(names).toEqual(["Campaign 3", "Campaign 1", "Campaign 2"]);
  expect(byText(page, "th", "ROAS")?.getAttribute("aria-sort")).toBe("descending");
});
