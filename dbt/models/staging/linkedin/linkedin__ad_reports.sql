{{ config(materialized='by_day', by_day=['stg_linkedin__creative_analytics', 'stg_linkedin__campaign_analytics']) }}

{# Analytics know the creative and nothing above it. What its campaign reports beyond the creatives that are listed is unattributed. #}
with ads as (
    select
        reports.date_day,
        coalesce(creatives.account_id, ad_sets.account_id, 'unknown') as account_id,
        cast(null as varchar) as account_name,
        cast(null as varchar) as account_currency,
        coalesce(ad_sets.campaign_id, 'unknown') as campaign_id,
        campaigns.campaign_name,
        coalesce(creatives.ad_set_id, 'unknown') as ad_set_id,
        ad_sets.ad_set_name,
        reports.ad_id,
        creatives.ad_name,
        campaigns.objective,
        {{ to_micros('coalesce(reports.cost, 0)') }} as account_spend_micros,
        coalesce(reports.impressions, 0) as impressions,
        coalesce(reports.clicks, 0) as clicks,
        cast({{ linkedin_conversions('reports') }} as decimal(18,6)) as conversions,
        {{ to_micros('coalesce(reports.value, 0)') }} as account_value_micros
    from {{ ref('stg_linkedin__creative_analytics') }} as reports
    left join {{ ref('stg_linkedin__creatives') }} as creatives on creatives.ad_id = reports.ad_id
    left join {{ ref('stg_linkedin__campaigns') }} as ad_sets on ad_sets.ad_set_id = creatives.ad_set_id
    left join {{ ref('stg_linkedin__campaign_groups') }} as campaigns on campaigns.campaign_id = ad_sets.campaign_id
),

campaign_days as (
    select
        reports.date_day,
        max(ad_sets.account_id) as account_id,
        cast(null as varchar) as account_name,
        cast(null as varchar) as account_currency,
        ad_sets.campaign_id,
        max(campaigns.campaign_name) as campaign_name,
        max(campaigns.objective) as objective,
        cast(sum({{ to_micros('coalesce(reports.cost, 0)') }}) as bigint) as account_spend_micros,
        cast(sum(coalesce(reports.impressions, 0)) as bigint) as impressions,
        cast(sum(coalesce(reports.clicks, 0)) as bigint) as clicks,
        cast(sum({{ linkedin_conversions('reports') }}) as decimal(18,6)) as conversions,
        cast(sum({{ to_micros('coalesce(reports.value, 0)') }}) as bigint) as account_value_micros
    from {{ ref('stg_linkedin__campaign_analytics') }} as reports
    inner join {{ ref('stg_linkedin__campaigns') }} as ad_sets on ad_sets.ad_set_id = reports.ad_set_id
    left join {{ ref('stg_linkedin__campaign_groups') }} as campaigns on campaigns.campaign_id = ad_sets.campaign_id
    where ad_sets.account_id is not null and ad_sets.campaign_id is not null
    group by reports.date_day, ad_sets.campaign_id
)

select * from ads
union all
{{ unattributed_rest('ads', 'campaign_days') }}
