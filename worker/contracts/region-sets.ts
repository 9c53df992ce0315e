import { z } from "zod";

/** The region sets that dbt knows (dbt/seeds/region_sets.csv), and `none` for tenants whose numbers are not told by region. */
export const regionSets = ["jm-parishes", "none"] as const;

export const RegionSet = z.enum(regionSets, `one of the region sets there are: ${regionSets.join(", ")}`);
export type RegionSet = z.infer<typeof RegionSet>;
