import type { z } from "zod";
import type { searchList, webList } from "#contracts/metric-web.ts";
import type { DatedKind } from "../../snapshots/reader.ts";

type Filters = z.infer<NonNullable<(typeof webList)["query"]>> | z.infer<NonNullable<(typeof searchList)["query"]>>;

/** A question about websites, with its lists in one order. */
export interface WebQuestion {
  readonly startDate: string | undefined;
  readonly endDate: string | undefined;
  readonly by: Filters["by"];
  readonly properties: readonly string[] | null;
  readonly q: string | null;
}

export const toWebQuestion = ({ start_date, end_date, by, properties, q }: Filters): WebQuestion => ({
  startDate: start_date,
  endDate: end_date,
  by,
  properties: properties && properties.length > 0 ? [...new Set(properties)].sort() : null,
  q: q ?? null,
});

/** What one of the two lists is made of. */
export interface WebSource {
  readonly noun: "web" | "search";
  readonly platform: "ga4" | "search_console";
  readonly coverage: "visits" | "searches";
  /** The facts that are told by the label; days and properties are in the smallest. */
  readonly kindOf: (by: WebQuestion["by"]) => DatedKind;
  readonly measures: readonly string[];
}
