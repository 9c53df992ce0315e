{{ config(materialized='by_day', by_day=['stg_meta__ads_insights']) }}

{%- set key = ['date_day', 'account_id', 'ad_id'] -%}

with conversions as (
    {{ meta_conversions(ref('stg_meta__ads_insights'), key) }}
)

select
    insights.date_day,
    insights.account_id,
    insights.account_name,
    insights.account_currency,
    coalesce(insights.campaign_id, 'unknown') as campaign_id,
    insights.campaign_name,
    coalesce(insights.ad_set_id, 'unknown') as ad_set_id,
    insights.ad_set_name,
    insights.ad_id,
    insights.ad_name,
    insights.objective,
    {{ meta_measures() }}
from {{ ref('stg_meta__ads_insights') }} as insights
left join conversions
    on conversions.date_day = insights.date_day
    and conversions.account_id = insights.account_id
    and conversions.ad_id = insights.ad_id
