{%- set measures = [
    ['spend', 'spend', 'decimal'],
    ['impressions', 'impressions', 'integer'],
    ['clicks', 'clicks', 'integer'],
    ['conversions', 'conversions', 'decimal'],
    ['revenue', "replace(revenue, ',', '')", 'decimal']
] -%}
{%- set told = ['campaignid', 'spend', 'impressions', 'clicks', 'conversions', 'revenue'] -%}
{%- set cells = ['currencycode', 'addistribution', 'devicetype', 'network', 'deviceos', 'topvsother', 'bidmatchtype', 'deliveredmatchtype'] -%}
{%- set day = ['date_day', 'timeperiod', 'date'] -%}
{%- set campaign = ['campaign_id', 'campaignid', 'id'] -%}
{%- set read = ['date_day', 'campaign_id', 'record_id', 'read_number', 'sync_id', 'extracted_at'] -%}
{%- for name, raw, type in measures %}{% do read.append(name) %}{% endfor -%}

with reports as (
    select {{ read | join(', ') }}, false as is_whole, ad_id as holder_id
    from {{ changed_reads(
        source('microsoft_ads', 'ad_performance_report_daily'),
        [day, campaign, ['ad_set_id', 'adgroupid', 'id'], ['ad_id', 'adid', 'id'], ['cell', cell(cells + ['language']), 'text']] + measures,
        key=['date_day', 'ad_set_id', 'ad_id', 'cell'], told=told
    ) }}
    union all
    select {{ read | join(', ') }}, true as is_whole, campaign_id as holder_id
    from {{ changed_reads(
        source('microsoft_ads', 'campaign_performance_report_daily'),
        [day, campaign, ['cell', cell(cells), 'text']] + measures,
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
    {{ to_micros('coalesce(spend, 0)') }} as account_spend_micros,
    coalesce(impressions, 0) as impressions,
    coalesce(clicks, 0) as clicks,
    cast(coalesce(conversions, 0) as decimal(18,6)) as conversions,
    cast(coalesce(revenue, 0) as decimal(29,9)) as account_value
from reports
