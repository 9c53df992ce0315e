import { z } from "zod";
import { datesBetween } from "../world/calendar.ts";
import { isFinal, type SearchCell, searchCells } from "../world/search.ts";
import type { SampleTenant } from "../world/tenants.ts";
import type { Moment } from "../world/truth.ts";
import type { World } from "../world/world.ts";
import { SearchConsoleError } from "./errors.ts";

const dimensions = ["date", "query", "page", "country", "device"] as const;

const Query = z.object({
  startDate: z.iso.date(),
  endDate: z.iso.date(),
  dimensions: z.array(z.enum([...dimensions, "searchAppearance"])).default([]),
  type: z.enum(["web", "image", "video", "news", "discover", "googleNews"]).default("web"),
  aggregationType: z.enum(["auto", "byPage", "byProperty"]).optional(),
  dataState: z.enum(["final", "all"]).default("final"),
  rowLimit: z.int().min(1).max(25_000).default(1000),
  startRow: z.int().min(0).default(0),
  /** The sample platform knows none, and must not answer as if there were none. */
  dimensionFilterGroups: z.array(z.unknown()).max(0).optional(),
});
export type Query = z.infer<typeof Query>;

/** The body of `searchAnalytics/query`; refuses what Google refuses, and names the field. */
export function queryOf(body: unknown): Query {
  const parsed = Query.safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new SearchConsoleError(400, `Invalid value at '${issue?.path.join(".") ?? ""}': ${issue?.message ?? ""}`);
  }
  const query = parsed.data;
  if (query.startDate > query.endDate)
    throw new SearchConsoleError(400, "Start date must not be later than the end date.");
  if (query.aggregationType === "byProperty" && query.dimensions.includes("page"))
    throw new SearchConsoleError(400, "'BY_PROPERTY' is not a valid aggregation type when grouping by page.");
  return query;
}

export interface SearchRow {
  readonly keys: readonly string[];
  readonly clicks: number;
  readonly impressions: number;
  readonly ctr: number;
  readonly position: number;
}

/** The rows of a query. By date they come in its order, else those with most clicks first, as Google sorts them. */
export function searchRows(
  world: World,
  tenant: SampleTenant,
  moment: Moment,
  site: string,
  query: Query,
): SearchRow[] {
  // No page of this world is shown in a special way.
  if (query.dimensions.includes("searchAppearance")) return [];
  const asked = query.dimensions.filter((name) => name !== "searchAppearance");
  const first = query.startDate > moment.firstDay ? query.startDate : moment.firstDay;
  const last = query.endDate < moment.today ? query.endDate : moment.today;
  const cells = datesBetween(first, last)
    .filter((date) => query.dataState === "all" || isFinal(date, moment))
    .flatMap((date) => searchCells(world, tenant, site, date, moment))
    .filter((cell) => cell.searchType === query.type)
    .filter((cell) => cell.query !== null || !asked.includes("query"));
  const rows = Map.groupBy(cells, (cell) => JSON.stringify(asked.map((name) => cell[name])));
  const summed = [...rows].map(([keys, parts]) => rowOf(JSON.parse(keys), parts));
  const byDate = asked.indexOf("date");
  summed.sort((left, right) => {
    if (byDate !== -1 && left.keys[byDate] !== right.keys[byDate])
      return left.keys[byDate]! < right.keys[byDate]! ? -1 : 1;
    return right.clicks - left.clicks || right.impressions - left.impressions;
  });
  return summed.slice(query.startRow, query.startRow + query.rowLimit);
}

function rowOf(keys: readonly string[], parts: readonly SearchCell[]): SearchRow {
  const sum = (name: "clicks" | "impressions" | "positions"): number =>
    parts.reduce((total, part) => total + part[name], 0);
  const [clicks, impressions] = [sum("clicks"), sum("impressions")];
  return { keys, clicks, impressions, ctr: clicks / impressions, position: sum("positions") / impressions };
}
