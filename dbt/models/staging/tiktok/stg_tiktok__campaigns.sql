{%- set columns = [
    ['campaign_id', 'campaign_id', 'id'],
    ['account_id', 'advertiser_id', 'id'],
    ['campaign_name', 'campaign_name', 'text'],
    ['operation_status', 'operation_status', 'text'],
    ['secondary_status', 'secondary_status', 'text'],
    ['objective', 'objective_type', 'text'],
    ['budget', 'budget', 'decimal'],
    ['budget_mode', 'budget_mode', 'text']
] -%}

{{ staged_stream(source('tiktok', 'campaigns'), columns, key=['campaign_id']) }}
