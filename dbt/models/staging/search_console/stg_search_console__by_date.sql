{%- set columns = [
    ['property_id', 'site_url', 'text'],
    ['date_day', 'date', 'date'],
    ['search_type', 'search_type', 'text'],
    ['impressions', 'impressions', 'integer'],
    ['clicks', 'clicks', 'integer'],
    ['position', 'position', 'decimal']
] -%}

{{ staged_stream(newest_reads(source('search_console', 'search_analytics_by_date'), ['site_url', 'date', 'search_type']), columns, key=['property_id', 'date_day', 'search_type'], synced_at='slice_synced_at') }}
