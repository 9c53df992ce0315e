{%- set columns = [
    ['campaign_id', 'id', 'id'],
    ['account_id', 'accountid', 'id'],
    ['campaign_name', 'name', 'text'],
    ['platform_status', 'status', 'text'],
    ['objective', 'campaigntype', 'text'],
    ['budget_id', 'budgetid', 'id'],
    ['daily_budget', 'dailybudget', 'decimal']
] -%}

{{ staged_stream(source('microsoft_ads', 'campaigns'), columns, key=['campaign_id']) }}
