{# No join on the way from staging to the fact dropped or doubled a report row: sums per platform and day are equal. #}
with staged as (
    select 'meta' as platform, date_day, count(*) as report_rows, sum(coalesce(impressions, 0)) as impressions, sum(coalesce(clicks, 0)) as clicks,
        sum({{ to_micros('coalesce(spend, 0)') }}) as spend_micros, cast(null as decimal(38,6)) as conversions
    from {{ ref('stg_meta__ads_insights') }}
    group by date_day
    union all
    select 'tiktok', date_day, count(*), sum(coalesce(impressions, 0)), sum(coalesce(clicks, 0)),
        sum({{ to_micros('coalesce(spend, 0)') }}), sum(coalesce(conversions, 0))
    from {{ ref('stg_tiktok__ads_reports_daily') }}
    group by date_day
),

facts as (
    select platform, date_day, count(*) as report_rows, sum(impressions) as impressions, sum(clicks) as clicks,
        sum(account_spend_micros) as spend_micros, sum(conversions) as conversions
    from {{ ref('fct_ad_performance_daily') }}
    group by platform, date_day
)

select
    coalesce(staged.platform, facts.platform) || ' ' || cast(coalesce(staged.date_day, facts.date_day) as varchar)
    || ': the fact does not add up to what staging read' as message
from staged
full outer join facts on facts.platform = staged.platform and facts.date_day = staged.date_day
where staged.report_rows is distinct from facts.report_rows
    or staged.impressions is distinct from facts.impressions
    or staged.clicks is distinct from facts.clicks
    or staged.spend_micros is distinct from facts.spend_micros
    or (staged.conversions is not null and staged.conversions is distinct from facts.conversions)
