import type { WebKind } from "#contracts/snapshot.ts";
import type { Marts } from "./marts.ts";
import { day, type ShardQuery } from "./shard-queries.ts";

/** How many queries, and pages, of a site a month are told one by one. */
const told = 1000;
const others = "(others)";

/** Visits as the shards have them: labels that stand for none are called so, and a measure that a report does not tell is nothing. */
const visits = `create temp table web_visit as select
  date_day, property_id, settled, channel, source, medium, campaign, country, region,
  case when country = 'unattributed' then 'Unattributed' when region_code is null then 'Abroad'
    when region_code = 'unmapped' then 'Unmapped' else coalesce(region_name, region_code) end as parish,
  coalesce(sessions, 0) as sessions, coalesce(engaged_sessions, 0) as engaged_sessions, coalesce(page_views, 0) as page_views,
  coalesce(events, 0) as events, coalesce(round(engagement_seconds * 1000000)::bigint, 0) as engagement_micros,
  coalesce(new_users, 0) as new_users, coalesce((conversions * 1000000)::bigint, 0) as conversions_micros,
  case when property_revenue_micros is null then 0 else revenue_micros end as revenue_micros
  from marts.api_web_daily left join marts.api_regions using (region_code)`;

/** The searches of each month and site, with `column` told for those that are clicked most. */
const mostClicked = (name: string, column: string) => `create temp table ${name} as
  with clicked as (
    select strftime(date_day, '%Y-%m') as month, property_id, ${column}, sum(clicks) as clicks, sum(impressions) as impressions
    from marts.api_search_daily where ${column} <> 'unattributed' group by 1, 2, 3
  ),
  ranked as (
    select *, row_number() over (partition by month, property_id order by clicks desc, impressions desc, ${column}) as place from clicked
  )
  select date_day, searches.property_id, settled, searches.impressions, searches.clicks, position_sum,
    case when place <= ${told} or searches.${column} = 'unattributed' then searches.${column} else '${others}' end as ${column}
  from marts.api_search_daily as searches
  left join ranked on ranked.month = strftime(date_day, '%Y-%m') and ranked.property_id = searches.property_id
    and ranked.${column} = searches.${column}`;

const visitSums = [
  "sessions",
  "engaged_sessions",
  "page_views",
  "events",
  "engagement_micros",
  "new_users",
  "conversions_micros",
  "revenue_micros",
];
const searchSums = ["impressions", "clicks", "position_sum"];

/** Of each kind of facts: where from, by which labels, and what is summed. */
const kinds = {
  web_channels: ["web_visit", ["channel", "source", "medium", "campaign"], visitSums],
  web_places: ["web_visit", ["country", "region", "parish"], visitSums],
  search_days: ["web_search", ["type", "country", "device"], searchSums],
  search_queries: ["web_query", ["query"], searchSums],
  search_pages: ["web_page", ["page"], searchSums],
} as const satisfies Partial<Record<WebKind, readonly [string, readonly string[], readonly string[]]>>;

function words(): string {
  const labels = Object.values(kinds).flatMap(([from, of]) =>
    of.map((label) => `select ${label} as text from ${from}`),
  );
  return `create temp table web_word as
    select text, (row_number() over (order by text) - 1)::integer as ix from (${[...new Set(labels)].join(" union ")})`;
}

function summing(kind: string, [from, labels, sums]: (typeof kinds)[keyof typeof kinds]): string {
  const joins = labels.map((label) => `join web_word as ${label}_of on ${label}_of.text = facts.${label}`);
  return `create temp table ${kind} as
    select date_day, property.ix as property_ix, bool_and(settled) as settled,
      ${labels.map((label) => `${label}_of.ix as ${label}_word`).join(", ")}, ${sums.map((sum) => `sum(${sum}) as ${sum}`).join(", ")}
    from ${from} as facts join web_property_ix as property on property.platform = '${from === "web_visit" ? "ga4" : "search_console"}'
      and property.property_id = facts.property_id ${joins.join(" ")}
    group by date_day, property.ix, ${labels.map((label) => `${label}_of.ix`).join(", ")}`;
}

const ofProperty = [
  ["day", "day", day("date_day")],
  ["property_ix", "index", "property_ix"],
  ["settled", "flag", "settled"],
] as const;

function queryOf(kind: string, [, labels, sums]: (typeof kinds)[keyof typeof kinds]): ShardQuery {
  const wordColumns = labels.map((label) => `${label}_word`);
  return {
    columns: [
      ...ofProperty,
      ...wordColumns.map((column) => [column, "index", column] as const),
      ...sums.map((sum) => [sum, "exact", sum] as const),
    ],
    from: kind,
    orderBy: ["date_day", "property_ix", ...wordColumns].join(", "),
  };
}

/** What the marts tell of websites and searches, made in the connection's memory; nothing when there are none. */
export async function webShards(marts: Marts): Promise<Readonly<Partial<Record<WebKind, ShardQuery>>>> {
  const [row] = await marts.rows("select count(*) from marts.api_web_properties");
  if (Number(row?.[0] ?? 0) === 0) return {};
  await marts.run(`create temp table web_property_ix as
    select platform, property_id, (row_number() over (order by platform, property_id) - 1)::integer as ix from marts.api_web_properties`);
  await marts.run(visits);
  await marts.run("create temp table web_search as select *, search_type as type from marts.api_search_daily");
  await marts.run(mostClicked("web_query", "query"));
  await marts.run(mostClicked("web_page", "page"));
  await marts.run(words());
  const facts = Object.entries(kinds) as [keyof typeof kinds, (typeof kinds)[keyof typeof kinds]][];
  for (const [kind, recipe] of facts) await marts.run(summing(kind, recipe));
  return {
    web_properties: {
      columns: [
        ["platform", "text", "platform"],
        ["id", "text", "property_id"],
        ["name", "text", "coalesce(property_name, property_id)"],
        ["time_zone", "text", "time_zone"],
      ],
      from: "marts.api_web_properties",
      orderBy: "platform, property_id",
    },
    web_words: { columns: [["text", "text", "text"]], from: "web_word", orderBy: "ix" },
    web_users: {
      columns: [...ofProperty, ["users", "exact", "users"]],
      from: `(select date_day, ix as property_ix, settled, users from marts.api_web_users_daily
        join web_property_ix using (property_id) where platform = 'ga4' and users is not null)`,
      orderBy: "date_day, property_ix",
    },
    ...Object.fromEntries(facts.map(([kind, recipe]) => [kind, queryOf(kind, recipe)])),
  };
}
