{%- set columns = [
    ['date_day', 'date_start', 'date'],
    ['account_id', 'account_id', 'id'],
    ['account_name', 'account_name', 'text'],
    ['account_currency', 'account_currency', 'currency'],
    ['campaign_id', 'campaign_id', 'id'],
    ['campaign_name', 'campaign_name', 'text'],
    ['ad_set_id', 'adset_id', 'id'],
    ['ad_set_name', 'adset_name', 'text'],
    ['ad_id', 'ad_id', 'id'],
    ['ad_name', 'ad_name', 'text'],
    ['objective', 'objective', 'text'],
    ['spend', 'spend', 'decimal'],
    ['impressions', 'impressions', 'integer'],
    ['clicks', 'clicks', 'integer'],
    ['actions', 'actions', 'json_array'],
    ['action_values', 'action_values', 'json_array']
] -%}

{{ staged_stream(source('meta', 'ads_insights'), columns, key=['date_day', 'account_id', 'ad_id']) }}
