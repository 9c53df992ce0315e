{%- set columns = [
    ['property_id', 'property_id', 'id'],
    ['date_day', 'date', 'compact_date'],
    ['campaign', or_not_set('sessioncampaignname'), 'text'],
    ['sessions', 'sessions', 'integer'],
    ['engaged_sessions', 'engagedsessions', 'integer'],
    ['users', 'totalusers', 'integer'],
    ['events', 'eventcount', 'integer'],
    ['engagement_seconds', 'userengagementduration', 'decimal'],
    ['conversions', 'conversions', 'decimal'],
    ['revenue', 'totalrevenue', 'decimal']
] -%}

{{ staged_stream(newest_reads(source('ga4', 'traffic_acquisition_session_campaign_report'), ['property_id', 'date']), columns, key=['property_id', 'date_day', 'campaign'], synced_at='slice_synced_at') }}
