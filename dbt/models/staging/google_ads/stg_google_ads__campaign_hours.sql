{%- set columns = [
    ['date_day', 'segments_date', 'date'],
    ['campaign_id', 'campaign_id', 'id'],
    ['cell', cell(['segments_hour', 'segments_ad_network_type']), 'text'],
    ['cost_micros', 'metrics_cost_micros', 'integer'],
    ['impressions', 'metrics_impressions', 'integer'],
    ['clicks', 'metrics_clicks', 'integer'],
    ['conversions', 'metrics_conversions', 'decimal'],
    ['value', 'metrics_conversions_value', 'decimal']
] -%}

{{ staged_stream(source('google_ads', 'campaign'), columns, key=['date_day', 'campaign_id', 'cell']) }}
