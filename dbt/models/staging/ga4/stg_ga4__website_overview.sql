{%- set columns = [
    ['property_id', 'property_id', 'id'],
    ['date_day', 'date', 'compact_date'],
    ['sessions', 'sessions', 'integer'],
    ['users', 'totalusers', 'integer'],
    ['new_users', 'newusers', 'integer'],
    ['page_views', 'screenpageviews', 'integer']
] -%}

{{ staged_stream(newest_reads(source('ga4', 'website_overview'), ['property_id', 'date']), columns, key=['property_id', 'date_day'], synced_at='slice_synced_at') }}
