{%- set measures = [
    ['cost_micros', 'metrics_cost_micros', 'integer'],
    ['impressions', 'metrics_impressions', 'integer'],
    ['clicks', 'metrics_clicks', 'integer'],
    ['conversions', 'metrics_conversions', 'decimal'],
    ['value', 'metrics_conversions_value', 'decimal']
] -%}
{%- set told = ['campaign_id', 'metrics_cost_micros', 'metrics_impressions', 'metrics_clicks', 'metrics_conversions', 'metrics_conversions_value'] -%}
{%- set day = ['date_day', 'segments_date', 'date'] -%}
{%- set campaign = ['campaign_id', 'campaign_id', 'id'] -%}
{%- set read = ['date_day', 'campaign_id', 'record_id', 'read_number', 'sync_id', 'extracted_at'] -%}
{%- for name, raw, type in measures %}{% do read.append(name) %}{% endfor -%}

with reports as (
    select {{ read | join(', ') }}, false as is_whole, ad_id as holder_id
    from {{ changed_reads(
        source('google_ads', 'ad_performance'),
        [
            day, campaign, ['ad_set_id', 'ad_group_id', 'id'], ['ad_id', 'ad_group_ad_ad_id', 'id'],
            ['cell', cell(['segments_ad_network_type', 'segments_device']), 'text']
        ] + measures,
        key=['date_day', 'ad_set_id', 'ad_id', 'cell'], told=told
    ) }}
    union all
    select {{ read | join(', ') }}, true as is_whole, campaign_id as holder_id
    from {{ changed_reads(
        source('google_ads', 'campaign'),
        [day, campaign, ['cell', cell(['segments_hour', 'segments_ad_network_type']), 'text']] + measures,
        key=['date_day', 'campaign_id', 'cell'], told=told
    ) }}
)

select
    date_day,
    coalesce(campaign_id, 'unknown') as campaign_id,
    is_whole,
    holder_id,
    record_id,
    read_number,
    sync_id,
    extracted_at,
    coalesce(cost_micros, 0) as account_spend_micros,
    coalesce(impressions, 0) as impressions,
    coalesce(clicks, 0) as clicks,
    cast(coalesce(conversions, 0) as decimal(18,6)) as conversions,
    cast(coalesce(value, 0) as decimal(29,9)) as account_value
from reports
