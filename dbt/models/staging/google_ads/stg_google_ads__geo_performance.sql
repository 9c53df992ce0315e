{%- set columns = [
    ['date_day', 'segments_date', 'date'],
    ['account_id', 'customer_id', 'id'],
    ['campaign_id', 'campaign_id', 'id'],
    ['campaign_name', 'campaign_name', 'text'],
    ['ad_set_id', 'ad_group_id', 'id'],
    ['region_id', google_ads_id('segments_geo_target_region', 2), 'id'],
    ['cell', cell([
        'segments_geo_target_region', 'segments_geo_target_metro', 'segments_geo_target_city', 'segments_geo_target_most_specific_location',
        'geographic_view_country_criterion_id', 'geographic_view_location_type', 'segments_ad_network_type', 'segments_device'
    ]), 'text'],
    ['cost_micros', 'metrics_cost_micros', 'integer'],
    ['impressions', 'metrics_impressions', 'integer'],
    ['clicks', 'metrics_clicks', 'integer'],
    ['conversions', 'metrics_conversions', 'decimal'],
    ['value', 'metrics_conversions_value', 'decimal']
] -%}

{{ staged_stream(source('google_ads', 'geo_performance'), columns, key=['date_day', 'ad_set_id', 'cell']) }}
