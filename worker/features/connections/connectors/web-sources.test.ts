import { expect, test } from "vitest";
import { type KnownConnector, knownConnectors } from "./known.ts";
import { withReadWindow } from "./read-window.ts";
import { chooseStreams, discoveredOf } from "./streams.ts";

const known = (platform: KnownConnector["platform"]) => knownConnectors.find((each) => each.platform === platform)!;
const stream = (name: string) => ({
  name,
  columns: [],
  syncModes: ["full_refresh_append" as const, "incremental_append" as const],
  primaryKey: [],
  cursor: ["date"],
  sourceDefinedCursor: true,
});

test("the reports of a second GA4 property are read like those of the first", () => {
  const names = ["web_daily", "devices", "web_dailyProperty123", "devicesProperty123"];
  const found = names.map(stream);
  expect(discoveredOf(found, known("ga4")).map(({ recommended }) => recommended)).toEqual([true, false, true, false]);
  expect(chooseStreams(found, known("ga4"), undefined).map(({ name }) => name)).toEqual([
    "web_daily",
    "web_dailyProperty123",
  ]);
});

test("GA4 is asked for our report unless the configuration has reports of its own", () => {
  const window = { from: "2026-01-01", lookBackDays: null };
  const made = withReadWindow(known("ga4"), {}, window);
  expect(made).toMatchObject({
    date_ranges_start_date: "2026-01-01",
    lookback_window: 3,
    custom_reports_array: [{ name: "web_daily" }],
  });
  const own = [{ name: "mine", dimensions: ["date"], metrics: ["sessions"] }];
  expect(withReadWindow(known("ga4"), { custom_reports_array: own }, window).custom_reports_array).toEqual(own);
});

test("Search Console reads three days again unless told otherwise", () => {
  const of = (lookBackDays: number | null) =>
    withReadWindow(known("search_console"), {}, { from: null, lookBackDays }).lookback_window;
  expect([of(null), of(7), of(90)]).toEqual([3, 7, 30]);
});
