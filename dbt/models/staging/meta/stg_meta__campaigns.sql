{%- set columns = [
    ['campaign_id', 'id', 'id'],
    ['account_id', 'account_id', 'id'],
    ['campaign_name', 'name', 'text'],
    ['platform_status', first_given(['effective_status', 'status']), 'text'],
    ['objective', 'objective', 'text'],
    ['start_date', 'start_time', 'date'],
    ['end_date', 'stop_time', 'date'],
    ['daily_budget', 'daily_budget', 'decimal'],
    ['lifetime_budget', 'lifetime_budget', 'decimal']
] -%}

{{ staged_stream(source('meta', 'campaigns'), columns, key=['campaign_id']) }}
