{%- set key = ['date_day', 'account_id', 'ad_id', 'region_name'] -%}

with conversions as (
    {{ meta_conversions(ref('stg_meta__region_insights'), key) }}
)

select
    insights.date_day,
    insights.account_id,
    coalesce(insights.campaign_id, 'unknown') as campaign_id,
    insights.campaign_name,
    insights.ad_id,
    insights.region_name,
    {{ to_micros('coalesce(insights.spend, 0)') }} as account_spend_micros,
    coalesce(insights.impressions, 0) as impressions,
    coalesce(insights.clicks, 0) as clicks,
    coalesce(conversions.conversions, 0) as conversions,
    {{ to_micros('coalesce(conversions.value, 0)') }} as account_value_micros,
    coalesce(conversions.unreadable_actions, 0) as unreadable_actions
from {{ ref('stg_meta__region_insights') }} as insights
left join conversions
    on conversions.date_day = insights.date_day
    and conversions.account_id = insights.account_id
    and conversions.ad_id = insights.ad_id
    and conversions.region_name = insights.region_name
