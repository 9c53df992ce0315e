{%- set columns = [
    ['property_id', 'property_id', 'id'],
    ['date_day', 'date', 'compact_date'],
    ['event', or_not_set('eventname'), 'text'],
    ['users', 'totalusers', 'integer'],
    ['conversions', 'conversions', 'decimal'],
    ['revenue', 'totalrevenue', 'decimal']
] -%}

{{ staged_stream(newest_reads(source('ga4', 'conversions_report'), ['property_id', 'date']), columns, key=['property_id', 'date_day', 'event'], synced_at='slice_synced_at') }}
