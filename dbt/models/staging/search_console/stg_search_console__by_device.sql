{%- set columns = [
    ['property_id', 'site_url', 'text'],
    ['date_day', 'date', 'date'],
    ['search_type', 'search_type', 'text'],
    ['country', or_not_set('country'), 'text'],
    ['device', or_not_set('device'), 'text'],
    ['impressions', 'impressions', 'integer'],
    ['clicks', 'clicks', 'integer'],
    ['position', 'position', 'decimal']
] -%}

{{ staged_stream(newest_reads(source('search_console', 'search_analytics_site_report_by_site'), ['site_url', 'date', 'search_type']), columns, key=['property_id', 'date_day', 'search_type', 'country', 'device'], synced_at='slice_synced_at') }}
