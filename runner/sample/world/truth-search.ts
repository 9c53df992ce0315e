import { datesBetween } from "./calendar.ts";
import { isFinal, type SearchType, searchCells } from "./search.ts";
import type { SampleTenant } from "./tenants.ts";
import type { Moment } from "./truth.ts";
import type { World } from "./world.ts";

export interface SearchTruthRow {
  site_url: string;
  date: string;
  search_type: SearchType;
  /** Null for what Google keeps to itself: in reports without the dimension it counts. */
  query: string | null;
  page: string;
  country: string;
  device: string;
  impressions: number;
  clicks: number;
  /** The average position is this, divided by the impressions. */
  positions: number;
  /** Whether Google tells of the day when it is asked for final data alone. */
  final: boolean;
}

/** Everything people saw of a tenant's website in Google's results, straight from the generator. */
export const truthSearch = (world: World, tenant: SampleTenant, moment: Moment): SearchTruthRow[] =>
  tenant.web.search_console.properties.flatMap((site_url) =>
    datesBetween(moment.firstDay, moment.today).flatMap((date) =>
      searchCells(world, tenant, site_url, date, moment).map(({ searchType, ...cell }) => ({
        site_url,
        search_type: searchType,
        ...cell,
        final: isFinal(date, moment),
      })),
    ),
  );
