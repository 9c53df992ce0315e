{%- set columns = [
    ['date_day', 'stat_time_day', 'date'],
    ['account_id', 'advertiser_id', 'id'],
    ['campaign_id', field('metrics', 'campaign_id'), 'id'],
    ['campaign_name', field('metrics', 'campaign_name'), 'text'],
    ['ad_set_id', field('metrics', 'adgroup_id'), 'id'],
    ['ad_set_name', field('metrics', 'adgroup_name'), 'text'],
    ['ad_id', 'ad_id', 'id'],
    ['ad_name', field('metrics', 'ad_name'), 'text'],
    ['metrics', 'metrics', 'json_object'],
    ['spend', field('metrics', 'spend'), 'decimal'],
    ['impressions', field('metrics', 'impressions'), 'integer'],
    ['clicks', field('metrics', 'clicks'), 'integer'],
    ['conversions', field('metrics', 'conversion'), 'decimal'],
    ['website_value', field('metrics', 'total_complete_payment_rate'), 'decimal'],
    ['app_value', field('metrics', 'total_purchase_value'), 'decimal'],
    ['shop_value', field('metrics', 'total_onsite_shopping_value'), 'decimal']
] -%}

{{ staged_stream(source('tiktok', 'ads_reports_daily'), columns, key=['date_day', 'ad_id'], objects=['metrics']) }}
