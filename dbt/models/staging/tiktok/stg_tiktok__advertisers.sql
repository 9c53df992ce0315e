{%- set columns = [
    ['account_id', 'advertiser_id', 'id'],
    ['account_name', 'name', 'text'],
    ['account_currency', 'currency', 'currency']
] -%}

{{ staged_stream(source('tiktok', 'advertisers'), columns, key=['account_id']) }}
