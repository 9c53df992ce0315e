{%- set columns = [
    ['budget_id', 'campaign_budget_id', 'id'],
    ['daily_micros', 'campaign_budget_amount_micros', 'integer'],
    ['total_micros', 'campaign_budget_total_amount_micros', 'integer']
] -%}

{{ staged_stream(source('google_ads', 'campaign_budget'), columns, key=['budget_id']) }}
