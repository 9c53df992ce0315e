import { lastDay } from "./marts.ts";

/** What is asked besides the days, and the same as SQL. */
export const filters = [
  { name: "all", asked: {}, view: "api_performance_daily", where: "" },
  { name: "a platform", asked: { platforms: "meta" }, view: "api_performance_daily", where: "and platform = 'meta'" },
  {
    name: "by campaign name",
    asked: { q: "campaign 12" },
    view: "api_performance_daily",
    where:
      "and campaign_id in (select campaign_id from marts.api_campaigns where lower(campaign_name) like '%campaign 12%')",
  },
  {
    name: "a region",
    asked: { parishes: "R3" },
    view: "api_region_performance_daily",
    where: "and region_code = 'R3'",
  },
];

/** The same question for DuckDB: sums per campaign and per day. */
export const questions = (view: string, from: string, where: string) => [
  `select campaign_id, sum(spend_micros), sum(impressions), sum(clicks), sum(conversions), sum(value_micros)
   from marts.${view} where date_day between '${from}' and '${lastDay}' ${where} group by 1 order by 2 desc`,
  `select date_day, sum(spend_micros), sum(impressions), sum(clicks), sum(conversions), sum(value_micros), bool_and(settled)
   from marts.${view} where date_day between '${from}' and '${lastDay}' ${where} group by 1 order by 1`,
];

/** The first of so many days up to the last one. */
export const firstOf = (days: number) =>
  new Date(Date.parse(lastDay) - (days - 1) * 86_400_000).toISOString().slice(0, 10);
