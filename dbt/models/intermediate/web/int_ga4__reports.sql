{{ config(materialized='by_day', by_day=['stg_ga4__web_daily', 'stg_ga4__source_medium_reports', 'stg_ga4__website_overview']) }}

{#- The finest report of each day of a property, and what it lacks of the whole day. A measure that a report does not tell is null. -#}
with finest as (
    select
        property_id, date_day, channel, source, medium, campaign, country_code, country, region,
        sessions, engaged_sessions, page_views, events, engagement_seconds, users, new_users, conversions, revenue
    from {{ ref('stg_ga4__web_daily') }}
),

covered as (
    select distinct property_id, date_day from finest
),

by_source as (
    select
        reports.property_id, reports.date_day,
        'unattributed' as channel, reports.source, reports.medium, 'unattributed' as campaign,
        'unattributed' as country_code, 'unattributed' as country, 'unattributed' as region,
        reports.sessions, reports.engaged_sessions, cast(null as bigint) as page_views, reports.events,
        reports.engagement_seconds, reports.users, cast(null as bigint) as new_users, reports.conversions, reports.revenue
    from {{ ref('stg_ga4__source_medium_reports') }} as reports
    left join covered on covered.property_id = reports.property_id and covered.date_day = reports.date_day
    where covered.property_id is null
),

told as (
    select * from finest
    union all
    select * from by_source
),

sums as (
    select
        property_id, date_day,
        sum(sessions) as sessions, sum(coalesce(page_views, 0)) as page_views, sum(coalesce(new_users, 0)) as new_users
    from told
    group by property_id, date_day
),

rest as (
    select
        overview.property_id, overview.date_day,
        'unattributed' as channel, 'unattributed' as source, 'unattributed' as medium, 'unattributed' as campaign,
        'unattributed' as country_code, 'unattributed' as country, 'unattributed' as region,
        cast(coalesce(overview.sessions, 0) - coalesce(sums.sessions, 0) as bigint) as sessions,
        cast(null as bigint) as engaged_sessions,
        cast(coalesce(overview.page_views, 0) - coalesce(sums.page_views, 0) as bigint) as page_views,
        cast(null as bigint) as events,
        cast(null as decimal(38,9)) as engagement_seconds,
        cast(null as bigint) as users,
        cast(coalesce(overview.new_users, 0) - coalesce(sums.new_users, 0) as bigint) as new_users,
        cast(null as decimal(38,9)) as conversions,
        cast(null as decimal(38,9)) as revenue
    from {{ ref('stg_ga4__website_overview') }} as overview
    left join sums on sums.property_id = overview.property_id and sums.date_day = overview.date_day
)

select * from told
union all
select * from rest
where sessions <> 0 or page_views <> 0 or new_users <> 0
