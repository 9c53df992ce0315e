{%- set columns = [
    ['ad_set_id', 'id', 'id'],
    ['account_id', 'account_id', 'id'],
    ['campaign_id', 'campaign_id', 'id'],
    ['ad_set_name', 'name', 'text'],
    ['platform_status', 'effective_status', 'text'],
    ['start_date', 'start_time', 'date'],
    ['end_date', 'end_time', 'date'],
    ['daily_budget', 'daily_budget', 'decimal'],
    ['lifetime_budget', 'lifetime_budget', 'decimal']
] -%}

{{ staged_stream(source('meta', 'ad_sets'), columns, key=['ad_set_id']) }}
