import type { z } from "zod";
import { demo } from "#contracts/demo.ts";
import { type Platform, platforms } from "#contracts/fields.ts";
import type { CombinedQuery } from "#contracts/metrics.ts";
import { addDays, isDay, todayIn } from "../../lib/day.ts";
import { type Period, type Preset, presetNames, presets } from "./periods.ts";

export const comparisons = ["previous_period", "previous_year", "none"] as const;
export type Comparison = (typeof comparisons)[number];

/** What the page is asked to show. All of it lives in the address, so a reload, the back button and a link keep it. */
export interface Filters {
  range: Preset | Period;
  compare: Comparison;
  platforms: Platform[];
  q: string;
  parishes: string[];
  snapshot: string | null;
  /** Whether the demo dataset is shown in place of the workspace's own data. */
  demo: boolean;
}

export const defaults: Filters = {
  range: "last_30",
  compare: "previous_period",
  platforms: [],
  q: "",
  parishes: [],
  snapshot: null,
  demo: false,
};

const oneOf = <T extends string>(allowed: readonly T[], value: string | null): T | undefined =>
  allowed.find((each) => each === value);

const list = (value: string | null): string[] =>
  [...new Set((value ?? "").split(",").map((part) => part.trim()))].filter((part) => part !== "");

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads filters from an address; whatever does not fit falls back to its default. */
export function readFilters(search: URLSearchParams): Filters {
  const from = search.get("from") ?? "";
  const to = search.get("to") ?? "";
  const custom = isDay(from) && isDay(to) && from <= to ? { from, to } : undefined;
  const asked = list(search.get("platforms"));
  const snapshot = search.get("snapshot");
  const isDemo = search.get("dataset") === "demo";
  return {
    range: custom ?? oneOf(presetNames, search.get("range")) ?? defaults.range,
    compare: oneOf(comparisons, search.get("compare")) ?? defaults.compare,
    platforms: platforms.filter((platform) => asked.includes(platform)),
    q: (search.get("q") ?? "").trim().slice(0, 200),
    parishes: list(search.get("parishes")),
    snapshot: snapshot && uuid.test(snapshot) && !isDemo ? snapshot : null,
    demo: isDemo,
  };
}

/** The address of filters; defaults are left out so that plain links stay short. */
export function writeFilters(filters: Filters): URLSearchParams {
  const search = new URLSearchParams();
  if (typeof filters.range !== "string") {
    search.set("from", filters.range.from);
    search.set("to", filters.range.to);
  } else if (filters.range !== defaults.range) search.set("range", filters.range);
  if (filters.compare !== defaults.compare) search.set("compare", filters.compare);
  if (filters.platforms.length > 0) search.set("platforms", filters.platforms.join(","));
  if (filters.q) search.set("q", filters.q);
  if (filters.parishes.length > 0) search.set("parishes", filters.parishes.join(","));
  if (filters.demo) search.set("dataset", "demo");
  else if (filters.snapshot) search.set("snapshot", filters.snapshot);
  return search;
}

/** The demo dataset ends on a fixed day: of it, yesterday is the last one. */
export function periodOf({ range, demo: isDemo }: Filters, timeZone: string, now?: Date): Period {
  if (typeof range !== "string") return range;
  return presets[range].of(isDemo ? addDays(demo.lastDay, 1) : todayIn(timeZone, now));
}

/** What the API takes, before it parses it. */
export type Query = z.input<typeof CombinedQuery>;

/** The API's parameters, with the dates of the tenant's calendar. */
export function toQuery(filters: Filters, period: Period): Query {
  return {
    start_date: period.from,
    end_date: period.to,
    ...(filters.compare === "none" ? {} : { compare: filters.compare }),
    ...(filters.platforms.length > 0 ? { platforms: filters.platforms.join(",") } : {}),
    ...(filters.q ? { q: filters.q } : {}),
    ...(filters.parishes.length > 0 ? { parishes: filters.parishes.join(",") } : {}),
    ...datasetOf(filters),
  };
}

/** Which data: the demo's, those of a fixed snapshot, or the current ones. */
export function datasetOf({ demo, snapshot }: Pick<Filters, "demo" | "snapshot">): Pick<Query, "dataset" | "snapshot"> {
  if (demo) return { dataset: "demo" };
  return snapshot ? { snapshot } : {};
}

/** Whether something narrows the numbers beside the dates. */
export const isNarrowed = (filters: Filters): boolean =>
  filters.platforms.length > 0 || filters.q !== "" || filters.parishes.length > 0;

export const withoutNarrowing = (filters: Filters): Filters => ({ ...filters, platforms: [], q: "", parishes: [] });
