{{ config(materialized='by_day', by_day=['stg_google_ads__ad_performance', 'stg_google_ads__campaign_hours']) }}

{# Google tells of Performance Max by campaign alone; the report by campaign is the whole. #}
with ads as (
    select
        date_day,
        coalesce(account_id, 'unknown') as account_id,
        max(account_name) as account_name,
        max(account_currency) as account_currency,
        max(coalesce(campaign_id, 'unknown')) as campaign_id,
        max(campaign_name) as campaign_name,
        max(coalesce(ad_set_id, 'unknown')) as ad_set_id,
        max(ad_set_name) as ad_set_name,
        ad_id,
        max(ad_name) as ad_name,
        cast(null as varchar) as objective,
        cast(sum(coalesce(cost_micros, 0)) as bigint) as account_spend_micros,
        cast(sum(coalesce(impressions, 0)) as bigint) as impressions,
        cast(sum(coalesce(clicks, 0)) as bigint) as clicks,
        cast(sum(cast(coalesce(conversions, 0) as decimal(18,6))) as decimal(18,6)) as conversions,
        {{ to_micros('sum(coalesce(value, 0))') }} as account_value_micros
    from {{ ref('stg_google_ads__ad_performance') }}
    group by date_day, coalesce(account_id, 'unknown'), ad_id
),

campaign_days as (
    select
        hours.date_day,
        max(coalesce(campaigns.account_id, 'unknown')) as account_id,
        max(customers.account_name) as account_name,
        max(customers.account_currency) as account_currency,
        hours.campaign_id,
        max(campaigns.campaign_name) as campaign_name,
        max(campaigns.objective) as objective,
        cast(sum(coalesce(hours.cost_micros, 0)) as bigint) as account_spend_micros,
        cast(sum(coalesce(hours.impressions, 0)) as bigint) as impressions,
        cast(sum(coalesce(hours.clicks, 0)) as bigint) as clicks,
        cast(sum(coalesce(hours.conversions, 0)) as decimal(18,6)) as conversions,
        {{ to_micros('sum(coalesce(hours.value, 0))') }} as account_value_micros
    from {{ ref('stg_google_ads__campaign_hours') }} as hours
    left join {{ ref('stg_google_ads__campaigns') }} as campaigns on campaigns.campaign_id = hours.campaign_id
    left join {{ ref('stg_google_ads__customers') }} as customers on customers.account_id = campaigns.account_id
    group by hours.date_day, hours.campaign_id
)

select * from ads
union all
{{ unattributed_rest('ads', 'campaign_days') }}
