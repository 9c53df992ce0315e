{{ config(materialized='by_day', by_day=['stg_microsoft_ads__ad_days', 'stg_microsoft_ads__campaign_days']) }}

{# Reports are divided by device and the like. What the report by campaign has beyond that by ad is unattributed. #}
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
        cast(null as varchar) as ad_name,
        cast(null as varchar) as objective,
        cast(sum({{ to_micros('coalesce(spend, 0)') }}) as bigint) as account_spend_micros,
        cast(sum(coalesce(impressions, 0)) as bigint) as impressions,
        cast(sum(coalesce(clicks, 0)) as bigint) as clicks,
        cast(sum(cast(coalesce(conversions, 0) as decimal(18,6))) as decimal(18,6)) as conversions,
        {{ to_micros('sum(coalesce(revenue, 0))') }} as account_value_micros
    from {{ ref('stg_microsoft_ads__ad_days') }}
    group by date_day, coalesce(account_id, 'unknown'), ad_id
),

campaign_days as (
    select
        date_day,
        max(coalesce(account_id, 'unknown')) as account_id,
        max(account_name) as account_name,
        max(account_currency) as account_currency,
        campaign_id,
        max(campaign_name) as campaign_name,
        max(objective) as objective,
        cast(sum({{ to_micros('coalesce(spend, 0)') }}) as bigint) as account_spend_micros,
        cast(sum(coalesce(impressions, 0)) as bigint) as impressions,
        cast(sum(coalesce(clicks, 0)) as bigint) as clicks,
        cast(sum(cast(coalesce(conversions, 0) as decimal(18,6))) as decimal(18,6)) as conversions,
        {{ to_micros('sum(coalesce(revenue, 0))') }} as account_value_micros
    from {{ ref('stg_microsoft_ads__campaign_days') }}
    group by date_day, campaign_id
)

select * from ads
union all
{{ unattributed_rest('ads', 'campaign_days') }}
