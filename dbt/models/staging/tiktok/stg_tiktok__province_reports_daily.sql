{%- set columns = [
    ['date_day', 'stat_time_day', 'date'],
    ['account_id', 'advertiser_id', 'id'],
    ['province_id', "coalesce(nullif(trim(province_id), ''), 'unknown')", 'id'],
    ['campaign_id', json_text('metrics', 'campaign_id'), 'id'],
    ['campaign_name', json_text('metrics', 'campaign_name'), 'text'],
    ['ad_set_id', json_text('metrics', 'adgroup_id'), 'id'],
    ['ad_set_name', json_text('metrics', 'adgroup_name'), 'text'],
    ['ad_id', 'ad_id', 'id'],
    ['ad_name', json_text('metrics', 'ad_name'), 'text'],
    ['metrics', 'metrics', 'json_object'],
    ['spend', json_text('metrics', 'spend'), 'decimal'],
    ['impressions', json_text('metrics', 'impressions'), 'integer'],
    ['clicks', json_text('metrics', 'clicks'), 'integer'],
    ['conversions', json_text('metrics', 'conversion'), 'decimal']
] -%}

with typed as (
    select
        {{ typed(columns) }}
    from {{ source('tiktok', 'ads_audience_reports_by_province_daily') }}
)

{{ latest_extraction('typed', ['date_day', 'ad_id', 'province_id']) }}
