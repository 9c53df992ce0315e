import type { Manifest } from "#contracts/snapshot.ts";
import { exactInteger } from "./integers.ts";
import type { Marts } from "./marts.ts";

type About = Pick<Manifest, "coverage" | "web_coverage" | "sources" | "rates">;

/** What the manifest tells of the marts beside the shards. */
export async function readAbout(marts: Marts): Promise<About> {
  const sources = await marts.rows(`
    select platform, epoch_ms(last_extracted_at), data_through::date::varchar, settled_until::date::varchar
    from marts.api_sources order by platform`);
  const [rates] = await marts.rows(`
    select from_date::date::varchar, to_date::date::varchar, rate_count from marts.api_rates where rate_count > 0`);
  return {
    coverage: await spanOf(marts, "api_performance_daily", "api_region_performance_daily"),
    web_coverage: {
      visits: await spanOf(marts, "api_web_daily"),
      searches: await spanOf(marts, "api_search_daily"),
    },
    sources: sources.map(([platform, extractedAt, dataThrough, settledUntil]) => ({
      platform: platform as About["sources"][number]["platform"],
      last_extracted_at: extractedAt == null ? null : new Date(Number(extractedAt)).toISOString(),
      data_through: dataThrough == null ? null : String(dataThrough),
      settled_until: settledUntil == null ? null : String(settledUntil),
    })),
    rates: rates
      ? { from: String(rates[0]), to: String(rates[1]), count: exactInteger(rates[2], () => "api_rates.rate_count") }
      : null,
  };
}

/** The first and the last day of which any of the views has rows. */
async function spanOf(marts: Marts, ...views: readonly string[]): Promise<Manifest["coverage"]> {
  const days = views.map((view) => `select date_day from marts.${view}`).join(" union all ");
  const [span] = await marts.rows(`select min(date_day)::varchar, max(date_day)::varchar from (${days})`);
  return span?.[0] && span[1] ? { start_date: String(span[0]), end_date: String(span[1]) } : null;
}

/** Months (`YYYY-MM`) in which a view of facts has rows, oldest first. */
export async function monthsOf(marts: Marts, view: string): Promise<string[]> {
  const rows = await marts.rows(`select distinct strftime(date_day, '%Y-%m') from marts.${view} order by 1`);
  return rows.map(([month]) => String(month));
}
