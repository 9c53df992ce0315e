{# TikTok reports no value by province: the campaign's value is unattributed. #}
select
    reports.date_day,
    parents.account_id,
    parents.campaign_id,
    reports.campaign_name,
    reports.province_id as region_name,
    {{ to_micros('coalesce(reports.spend, 0)') }} as account_spend_micros,
    coalesce(reports.impressions, 0) as impressions,
    coalesce(reports.clicks, 0) as clicks,
    cast(coalesce(reports.conversions, 0) as decimal(18,6)) as conversions,
    cast(0 as bigint) as account_value_micros
from {{ ref('stg_tiktok__province_reports_daily') }} as reports
inner join {{ ref('tiktok__ad_parents') }} as parents on parents.ad_id = reports.ad_id
