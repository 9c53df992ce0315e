{%- set columns = [
    ['property_id', 'property_id', 'id'],
    ['date_day', 'date', 'compact_date'],
    ['source', or_not_set('sessionsource'), 'text'],
    ['medium', or_not_set('sessionmedium'), 'text'],
    ['sessions', 'sessions', 'integer'],
    ['engaged_sessions', 'engagedsessions', 'integer'],
    ['users', 'totalusers', 'integer'],
    ['events', 'eventcount', 'integer'],
    ['engagement_seconds', 'userengagementduration', 'decimal'],
    ['conversions', 'conversions', 'decimal'],
    ['revenue', 'totalrevenue', 'decimal']
] -%}

{{ staged_stream(newest_reads(source('ga4', 'traffic_acquisition_session_source_medium_report'), ['property_id', 'date']), columns, key=['property_id', 'date_day', 'source', 'medium'], synced_at='slice_synced_at') }}
