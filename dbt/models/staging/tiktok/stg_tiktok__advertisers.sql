{%- set columns = [
    ['account_id', 'advertiser_id', 'id'],
    ['account_name', 'name', 'text'],
    ['account_currency', 'currency', 'currency'],
    ['time_zone', 'timezone', 'text']
] -%}

{{ staged_stream(source('tiktok', 'advertisers'), columns, key=['account_id']) }}
