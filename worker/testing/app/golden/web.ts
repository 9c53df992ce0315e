import type { Marts, Row } from "../duck.ts";
import { ratio } from "./figures.ts";

export interface WebQuestion {
  readonly by: string;
  readonly from: string;
  readonly to: string;
}

const parish = `case when country = 'unattributed' then 'Unattributed' when region_code is null then 'Abroad'
  when region_code = 'unmapped' then 'Unmapped' else (select region_name from marts.api_regions r where r.region_code = v.region_code) end`;

/** The label of each visit or search; of others than the thousand most clicked there are none in a sample. */
const labels: Readonly<Record<string, string>> = {
  day: "date_day::varchar",
  property: `(select coalesce(property_name, p.property_id) from marts.api_web_properties p where p.property_id = v.property_id)`,
  parish,
  type: "search_type",
};
const labelOf = (by: string) => labels[by] ?? by;

const number = (value: unknown) => Number(value ?? 0);

/** Visits by a label, from the marts alone. */
export async function visitsBy(marts: Marts, { by, from, to }: WebQuestion) {
  const rows = await marts.ask(`
    select ${labelOf(by)} as label, bool_and(settled) as settled, sum(sessions)::varchar as sessions, sum(engaged_sessions)::varchar as engaged,
      sum(page_views)::varchar as views, sum(events)::varchar as events, (sum(round(engagement_seconds * 1000000)))::hugeint::varchar as seconds,
      sum(new_users)::varchar as new_users, (sum(conversions) * 1000000)::hugeint::varchar as conversions, sum(revenue_micros)::varchar as revenue
    from marts.api_web_daily v where date_day between '${from}' and '${to}' group by 1`);
  return rows.map((row) => ({
    label: row.label,
    settled: row.settled,
    sessions: number(row.sessions),
    engagedSessions: number(row.engaged),
    pageViews: number(row.views),
    events: number(row.events),
    engagementSeconds: number(row.seconds),
    newUsers: number(row.new_users),
    conversions: number(row.conversions),
    revenue: number(row.revenue),
    engagementRate: ratio(number(row.engaged), number(row.sessions)),
    conversionRate: ratio(number(row.conversions), number(row.sessions) * 1e6),
    pagesPerSession: ratio(number(row.views), number(row.sessions)),
    secondsPerSession: ratio(number(row.seconds), number(row.sessions) * 1e6),
  }));
}

export async function searchesBy(marts: Marts, { by, from, to }: WebQuestion) {
  const rows = await marts.ask(`
    select ${labelOf(by)} as label, bool_and(settled) as settled, sum(impressions)::varchar as impressions, sum(clicks)::varchar as clicks,
      sum(position_sum)::varchar as position
    from marts.api_search_daily v where date_day between '${from}' and '${to}' group by 1`);
  return rows.map((row: Row) => ({
    label: row.label,
    settled: row.settled,
    impressions: number(row.impressions),
    clicks: number(row.clicks),
    ctr: ratio(number(row.clicks), number(row.impressions)),
    position: ratio(number(row.position), number(row.impressions)),
  }));
}
