{%- set columns = [
    ['property_id', 'property_id', 'id'],
    ['date_day', 'date', 'compact_date'],
    ['active_users', 'active1dayusers', 'integer']
] -%}

{{ staged_stream(newest_reads(source('ga4', 'daily_active_users'), ['property_id', 'date']), columns, key=['property_id', 'date_day'], synced_at='slice_synced_at') }}
