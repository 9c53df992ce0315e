{%- set columns = [
    ['property_id', 'property_id', 'id'],
    ['date_day', 'date', 'compact_date'],
    ['source', or_not_set('sessionsource'), 'text'],
    ['medium', or_not_set('sessionmedium'), 'text'],
    ['sessions', 'sessions', 'integer'],
    ['users', 'totalusers', 'integer'],
    ['new_users', 'newusers', 'integer'],
    ['page_views', 'screenpageviews', 'integer']
] -%}

{{ staged_stream(newest_reads(source('ga4', 'traffic_sources'), ['property_id', 'date']), columns, key=['property_id', 'date_day', 'source', 'medium'], synced_at='slice_synced_at') }}
