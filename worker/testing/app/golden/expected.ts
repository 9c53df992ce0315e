import type { Marts, Row } from "../duck.ts";
import { figures, ratio, sums } from "./figures.ts";
import { adFacts, campaignsOf, daysOf, dayText, facts, type Known, type Question, regionFacts } from "./question.ts";

/** What a question must be answered with, by SQL over the marts alone. */
export interface Scope {
  readonly marts: Marts;
  readonly known: Known;
  readonly question: Question;
}

const regionName = `case region_code when 'unmapped' then 'Unmapped' when 'unattributed' then 'Unattributed' else region_name end`;

/** The regions in which each campaign ran, as a list of names. */
const parishes = ({ question, known }: Scope) => `
  (select platform, campaign_id, list_sort(list(distinct region_name)) as parishes
   from ${regionFacts(question, known)} join marts.api_regions using (region_code)
   where region_code not in ('unmapped', 'unattributed') group by platform, campaign_id)`;

export async function totals({ marts, known, question }: Scope) {
  const [row] = await marts.ask(`select ${sums} from ${facts(question, known)}`);
  return figures(row!);
}

export async function campaigns(scope: Scope) {
  const { marts, known, question } = scope;
  const rows = await marts.ask(`
    select campaign_id, platform, coalesce(any_value(campaign_name), campaign_id) as name, coalesce(any_value(status), 'unknown') as status,
      any_value(objective) as objective, any_value(start_date)::varchar as start_date, any_value(end_date)::varchar as end_date,
      to_json(coalesce(any_value(parishes), [])) as parishes, ${sums}
    from ${facts(question, known)} join marts.api_campaigns using (platform, campaign_id)
      left join ${parishes(scope)} using (platform, campaign_id)
    group by platform, campaign_id order by sum(spend_micros) desc, campaign_id, platform`);
  return rows.map((row) => ({
    id: row.campaign_id,
    name: row.name,
    platform: row.platform,
    status: row.status,
    objective: row.objective,
    parishes: JSON.parse(String(row.parishes)),
    startDate: row.start_date,
    endDate: row.end_date,
    ...figures(row),
  }));
}

export async function ads({ marts, known, question }: Scope) {
  const rows = await marts.ask(`
    select ad_id, platform, campaign_id, any_value(coalesce(campaign_name, campaign_id)) as campaign_name,
      any_value(coalesce(ad_name, ad_id)) as name, any_value(coalesce(ads.status, 'unknown')) as status, any_value(ads.ad_set_id) as ad_set_id,
      any_value(ad_set_name) as ad_set_name, any_value(thumbnail_url) as thumbnail_url, ${sums}
    from ${adFacts(question, known)} join marts.api_ads as ads using (platform, campaign_id, ad_id)
      join marts.api_campaigns using (platform, campaign_id)
    group by platform, campaign_id, ad_id order by sum(spend_micros) desc, platform, campaign_id, ad_id`);
  return rows.map((row) => ({
    id: row.ad_id,
    name: row.name,
    ...ofCampaign(row),
    adSetId: row.ad_set_id,
    adSetName: row.ad_set_name,
    status: row.status,
    thumbnailUrl: row.thumbnail_url,
    ...figures(row),
  }));
}

const ofCampaign = (row: Row) => ({
  campaignId: row.campaign_id,
  campaignName: row.campaign_name,
  platform: row.platform,
});

export async function adSets({ marts, known, question }: Scope) {
  const rows = await marts.ask(`
    select platform, campaign_id, ads.ad_set_id, any_value(coalesce(campaign_name, campaign_id)) as campaign_name,
      coalesce(any_value(ad_set_name), ads.ad_set_id, 'Unattributed') as name, count(distinct ad_id)::integer as ad_count, ${sums}
    from ${adFacts(question, known)} join marts.api_ads as ads using (platform, campaign_id, ad_id)
      join marts.api_campaigns using (platform, campaign_id)
    group by platform, campaign_id, ads.ad_set_id`);
  return rows.map((row) => ({
    id: row.ad_set_id ?? `unattributed:${row.campaign_id}`,
    name: row.name,
    ...ofCampaign(row),
    adCount: row.ad_count,
    ...figures(row),
  }));
}

export async function regions({ marts, known, question }: Scope) {
  const rows = await marts.ask(`
    select region_code, any_value(${regionName}) as name, count(distinct (platform, campaign_id))::integer as campaign_count, ${sums}
    from ${regionFacts(question, known)} join marts.api_regions using (region_code)
    group by region_code order by sum(spend_micros) desc, region_code`);
  return rows.map((row) => ({
    parish: row.name,
    code: row.region_code,
    campaignCount: row.campaign_count,
    ...figures(row),
  }));
}

/** How many percent of the spend have a place. */
export async function placedPercent({ marts, known, question }: Scope) {
  const [row] = await marts.ask(`
    select coalesce(sum(spend_micros) filter (region_code not in ('unmapped', 'unattributed')), 0)::varchar as placed,
      coalesce(sum(spend_micros), 0)::varchar as spend from ${regionFacts(question, known)}`);
  return ratio(Number(row!.placed) * 100, Number(row!.spend));
}

/** Budgets of the campaigns that are meant; of a question that names regions, of those that ran there. */
export async function budgets(scope: Scope) {
  const { marts, known, question } = scope;
  const ran = `(platform, campaign_id) in (select (platform, campaign_id) from ${regionFacts(question, known)})`;
  const rows = await marts.ask(`
    select budget_id, platform, coalesce(campaign_name, campaign_id) as campaign_name, to_json(coalesce(parishes, [])) as parishes,
      monthly_budget_micros::varchar as monthly, spend_to_date_micros::varchar as spent, projected_spend_micros::varchar as projected,
      pacing.start_date::varchar as start_date, pacing.end_date::varchar as end_date
    from marts.api_pacing as pacing join marts.api_campaigns using (platform, campaign_id)
      left join ${parishes(scope)} using (platform, campaign_id)
    where ${campaignsOf(question)}${question.parishes ? ` and ${ran}` : ""} order by platform, budget_id`);
  return rows.map((row) => ({
    id: row.budget_id,
    campaignName: row.campaign_name,
    platform: row.platform,
    parishes: JSON.parse(String(row.parishes)),
    monthlyBudget: Number(row.monthly),
    spendToDate: Number(row.spent),
    projectedSpend: Number(row.projected),
    pacingPercent: ratio(Number(row.projected) * 100, Number(row.monthly)),
    startDate: row.start_date,
    endDate: row.end_date,
  }));
}

/** A point for each day of the period that there are data of. A day on which nothing ran is settled when all platforms asked for are. */
export async function trend({ marts, known, question }: Scope) {
  const { from, to } = daysOf(question, known);
  const [first, last] = [dayText(known.coverage.from), dayText(known.coverage.to)];
  const asked = question.platforms
    ? ` and platform in (${question.platforms.map((name) => `'${name}'`).join(", ")})`
    : "";
  const rows = await marts.ask(`
    with settled_through as (
      select min(coalesce(settled_until, date '0001-01-01')) as day
      from marts.api_sources where platform not in ('ga4', 'search_console')${asked}
    )
    select days.day::date::varchar as date, coalesce(bool_and(settled), any_value(days.day <= settled_through.day), false) as settled, ${sums}
    from generate_series(greatest(date '${from}', date '${first}'), least(date '${to}', date '${last}'), interval 1 day) as days(day)
      cross join settled_through left join ${facts(question, known)} as facts on facts.date_day = days.day
    group by days.day order by days.day`);
  return rows.map((row) => {
    const { spend, impressions, clicks, conversions, conversionValue } = figures(row);
    return { date: row.date, spend, impressions, clicks, conversions, conversionValue, settled: row.settled };
  });
}
