{%- set columns = [
    ['property_id', 'property_id', 'id'],
    ['date_day', 'date', 'compact_date'],
    ['channel', or_not_set('sessiondefaultchannelgroup'), 'text'],
    ['source', or_not_set('sessionsource'), 'text'],
    ['medium', or_not_set('sessionmedium'), 'text'],
    ['campaign', or_not_set('sessioncampaignname'), 'text'],
    ['country_code', or_not_set('countryid'), 'text'],
    ['country', or_not_set('country'), 'text'],
    ['region', or_not_set('region'), 'text'],
    ['sessions', 'sessions', 'integer'],
    ['engaged_sessions', 'engagedsessions', 'integer'],
    ['users', 'totalusers', 'integer'],
    ['new_users', 'newusers', 'integer'],
    ['page_views', 'screenpageviews', 'integer'],
    ['events', 'eventcount', 'integer'],
    ['engagement_seconds', 'userengagementduration', 'decimal'],
    ['conversions', 'keyevents', 'decimal'],
    ['revenue', 'totalrevenue', 'decimal']
] -%}

{{ staged_stream(newest_reads(source('ga4', 'web_daily'), ['property_id', 'date']), columns, key=['property_id', 'date_day', 'channel', 'source', 'medium', 'campaign', 'country_code', 'country', 'region'], synced_at='slice_synced_at') }}
