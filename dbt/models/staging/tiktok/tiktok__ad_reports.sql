{{ config(materialized='by_day', by_day=['stg_tiktok__ads_reports_daily']) }}

select
    reports.date_day,
    parents.account_id,
    cast(null as varchar) as account_name,
    cast(null as varchar) as account_currency,
    parents.campaign_id,
    reports.campaign_name,
    parents.ad_set_id,
    reports.ad_set_name,
    reports.ad_id,
    reports.ad_name,
    cast(null as varchar) as objective,
    {{ to_micros('coalesce(reports.spend, 0)') }} as account_spend_micros,
    coalesce(reports.impressions, 0) as impressions,
    coalesce(reports.clicks, 0) as clicks,
    cast(coalesce(reports.conversions, 0) as decimal(18,6)) as conversions,
    {{ to_micros(tiktok_value('reports')) }} as account_value_micros
from {{ ref('stg_tiktok__ads_reports_daily') }} as reports
inner join {{ ref('tiktok__ad_parents') }} as parents on parents.ad_id = reports.ad_id
