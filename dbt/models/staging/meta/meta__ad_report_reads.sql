{%- set columns = [
    ['date_day', 'date_start', 'date'],
    ['account_id', 'account_id', 'id'],
    ['campaign_id', 'campaign_id', 'id'],
    ['ad_id', 'ad_id', 'id'],
    ['spend', 'spend', 'decimal'],
    ['impressions', 'impressions', 'integer'],
    ['clicks', 'clicks', 'integer'],
    ['actions', 'actions', 'json_array'],
    ['action_values', 'action_values', 'json_array']
] -%}

with insights as (
    select *
    from {{ changed_reads(
        source('meta', 'ads_insights'), columns, key=['date_day', 'account_id', 'ad_id'],
        told=['campaign_id', 'spend', 'impressions', 'clicks', 'actions', 'action_values']
    ) }}
),

conversions as (
    {{ meta_conversions('insights', ['record_id', 'read_number']) }}
)

select
    insights.date_day,
    coalesce(insights.campaign_id, 'unknown') as campaign_id,
    false as is_whole,
    insights.ad_id as holder_id,
    insights.record_id,
    insights.read_number,
    insights.sync_id,
    insights.extracted_at,
    {{ to_micros('coalesce(insights.spend, 0)') }} as account_spend_micros,
    coalesce(insights.impressions, 0) as impressions,
    coalesce(insights.clicks, 0) as clicks,
    cast(coalesce(conversions.conversions, 0) as decimal(18,6)) as conversions,
    cast(coalesce(conversions.value, 0) as decimal(29,9)) as account_value
from insights
left join conversions on conversions.record_id = insights.record_id and conversions.read_number = insights.read_number
