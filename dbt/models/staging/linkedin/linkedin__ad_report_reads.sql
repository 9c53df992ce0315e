{#- Which campaign a creative or an ad set belongs to is what their lists say now. -#}
{%- set measures = [
    ['cost', 'costinlocalcurrency', 'decimal'],
    ['impressions', 'impressions', 'integer'],
    ['clicks', 'clicks', 'integer'],
    ['website_conversions', 'externalwebsiteconversions', 'decimal'],
    ['one_click_leads', 'oneclickleads', 'decimal'],
    ['value', 'conversionvalueinlocalcurrency', 'decimal']
] -%}
{%- set told = ['costinlocalcurrency', 'impressions', 'clicks', 'externalwebsiteconversions', 'oneclickleads', 'conversionvalueinlocalcurrency'] -%}
{%- set day = ['date_day', 'end_date', 'date'] -%}

with ads as (
    select *
    from {{ changed_reads(
        source('linkedin', 'ad_creative_analytics'), [day, ['ad_id', linkedin_id('string_of_pivot_values'), 'id']] + measures,
        key=['date_day', 'ad_id'], told=told
    ) }}
),

ad_set_days as (
    select *
    from {{ changed_reads(
        source('linkedin', 'ad_campaign_analytics'), [day, ['ad_set_id', linkedin_id('string_of_pivot_values'), 'id']] + measures,
        key=['date_day', 'ad_set_id'], told=told
    ) }}
),

reports as (
    select
        ads.*, coalesce(ad_sets.campaign_id, 'unknown') as campaign_id, false as is_whole, ads.ad_id as holder_id
    from ads
    left join {{ ref('stg_linkedin__creatives') }} as creatives on creatives.ad_id = ads.ad_id
    left join {{ ref('stg_linkedin__campaigns') }} as ad_sets on ad_sets.ad_set_id = creatives.ad_set_id
    union all
    select ad_set_days.*, ad_sets.campaign_id, true as is_whole, ad_set_days.ad_set_id as holder_id
    from ad_set_days
    inner join {{ ref('stg_linkedin__campaigns') }} as ad_sets on ad_sets.ad_set_id = ad_set_days.ad_set_id
    where ad_sets.account_id is not null and ad_sets.campaign_id is not null
)

select
    reports.date_day,
    reports.campaign_id,
    reports.is_whole,
    reports.holder_id,
    reports.record_id,
    reports.read_number,
    reports.sync_id,
    reports.extracted_at,
    {{ to_micros('coalesce(reports.cost, 0)') }} as account_spend_micros,
    coalesce(reports.impressions, 0) as impressions,
    coalesce(reports.clicks, 0) as clicks,
    cast({{ linkedin_conversions('reports') }} as decimal(18,6)) as conversions,
    cast(coalesce(reports.value, 0) as decimal(29,9)) as account_value
from reports
