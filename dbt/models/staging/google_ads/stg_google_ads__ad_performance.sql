{%- set columns = [
    ['date_day', 'segments_date', 'date'],
    ['account_id', 'customer_id', 'id'],
    ['account_name', 'customer_descriptive_name', 'text'],
    ['account_currency', 'customer_currency_code', 'currency'],
    ['campaign_id', 'campaign_id', 'id'],
    ['campaign_name', 'campaign_name', 'text'],
    ['ad_set_id', 'ad_group_id', 'id'],
    ['ad_set_name', 'ad_group_name', 'text'],
    ['ad_id', 'ad_group_ad_ad_id', 'id'],
    ['ad_name', 'ad_group_ad_ad_name', 'text'],
    ['cell', cell(['segments_ad_network_type', 'segments_device']), 'text'],
    ['cost_micros', 'metrics_cost_micros', 'integer'],
    ['impressions', 'metrics_impressions', 'integer'],
    ['clicks', 'metrics_clicks', 'integer'],
    ['conversions', 'metrics_conversions', 'decimal'],
    ['value', 'metrics_conversions_value', 'decimal']
] -%}

{{ staged_stream(source('google_ads', 'ad_performance'), columns, key=['date_day', 'ad_set_id', 'ad_id', 'cell']) }}
