{%- set columns = [
    ['property_id', 'property_id', 'id'],
    ['date_day', 'date', 'compact_date'],
    ['region', or_not_set('region'), 'text'],
    ['engaged_sessions', 'engagedsessions', 'integer'],
    ['users', 'totalusers', 'integer'],
    ['new_users', 'newusers', 'integer'],
    ['conversions', 'conversions', 'decimal'],
    ['revenue', 'totalrevenue', 'decimal']
] -%}

{{ staged_stream(newest_reads(source('ga4', 'demographic_region_report'), ['property_id', 'date']), columns, key=['property_id', 'date_day', 'region'], synced_at='slice_synced_at') }}
