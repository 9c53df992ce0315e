{%- set columns = [
    ['date_day', 'date_start', 'date'],
    ['account_id', 'account_id', 'id'],
    ['account_currency', 'account_currency', 'currency'],
    ['campaign_id', 'campaign_id', 'id'],
    ['campaign_name', 'campaign_name', 'text'],
    ['ad_id', 'ad_id', 'id'],
    ['region_name', "coalesce(nullif(trim(region), ''), 'unknown')", 'text'],
    ['spend', 'spend', 'decimal'],
    ['impressions', 'impressions', 'integer'],
    ['clicks', 'clicks', 'integer'],
    ['actions', 'actions', 'json_array'],
    ['action_values', 'action_values', 'json_array']
] -%}

{{ staged_stream(source('meta', 'custominsights_region_daily'), columns, key=['date_day', 'account_id', 'ad_id', 'region_name']) }}
