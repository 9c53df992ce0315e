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
    {{ meta_measures() }}
from {{ ref('stg_meta__region_insights') }} as insights
left join conversions
    on conversions.date_day = insights.date_day
    and conversions.account_id = insights.account_id
    and conversions.ad_id = insights.ad_id
    and conversions.region_name = insights.region_name
