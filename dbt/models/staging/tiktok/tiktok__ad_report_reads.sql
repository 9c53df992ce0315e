{%- set columns = [
    ['date_day', 'stat_time_day', 'date'],
    ['ad_id', 'ad_id', 'id'],
    ['metrics', 'metrics', 'json_object'],
    ['spend', field('metrics', 'spend'), 'decimal'],
    ['impressions', field('metrics', 'impressions'), 'integer'],
    ['clicks', field('metrics', 'clicks'), 'integer'],
    ['conversions', field('metrics', 'conversion'), 'decimal'],
    ['website_value', field('metrics', 'total_complete_payment_rate'), 'decimal'],
    ['app_value', field('metrics', 'total_purchase_value'), 'decimal'],
    ['shop_value', field('metrics', 'total_onsite_shopping_value'), 'decimal']
] -%}

select
    reports.date_day,
    parents.campaign_id,
    false as is_whole,
    reports.ad_id as holder_id,
    reports.record_id,
    reports.read_number,
    reports.sync_id,
    reports.extracted_at,
    {{ to_micros('coalesce(reports.spend, 0)') }} as account_spend_micros,
    coalesce(reports.impressions, 0) as impressions,
    coalesce(reports.clicks, 0) as clicks,
    cast(coalesce(reports.conversions, 0) as decimal(18,6)) as conversions,
    cast({{ tiktok_value('reports') }} as decimal(29,9)) as account_value
from (
    select *
    from {{ changed_reads(
        source('tiktok', 'ads_reports_daily'), columns, key=['date_day', 'ad_id'], told=['metrics'], objects=['metrics']
    ) }}
) as reports
inner join {{ ref('tiktok__ad_parents') }} as parents on parents.ad_id = reports.ad_id
