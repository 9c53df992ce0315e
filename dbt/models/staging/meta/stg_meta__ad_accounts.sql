{%- set columns = [
    ['account_id', 'account_id', 'id'],
    ['account_name', 'name', 'text'],
    ['account_currency', 'currency', 'currency'],
    ['time_zone', 'timezone_name', 'text']
] -%}

{{ staged_stream(source('meta', 'ad_account'), columns, key=['account_id']) }}
