import { z } from "zod";
import { commaList, Day, Id, Platform } from "./fields.ts";

/** The tenant's own data, or the demo's, which belong to nobody. */
export const Dataset = z.enum(["warehouse", "demo"]);

/** Which facts an answer is made of. Days are inclusive, of the tenant's time zone. */
export const metricFilters = {
  start_date: Day.optional(),
  end_date: Day.optional(),
  platforms: commaList(Platform).optional(),
  campaigns: commaList(Id).optional(),
  q: z.string().trim().min(1).max(200).optional(),
  parishes: commaList(z.string().min(1).max(100)).optional(),
  snapshot: z.uuid().optional(),
  dataset: Dataset.optional(),
};

type Period = { readonly start_date?: string | undefined; readonly end_date?: string | undefined };

export const endsAfterItStarts = ({ start_date, end_date }: Period): boolean =>
  !start_date || !end_date || start_date <= end_date;

/** What `endsAfterItStarts` says when it does not hold. */
export const endBeforeStart = { path: ["end_date"], message: "must not be before start_date" };
