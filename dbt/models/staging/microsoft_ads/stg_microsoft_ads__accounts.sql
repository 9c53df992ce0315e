{%- set columns = [
    ['account_id', 'id', 'id'],
    ['account_name', 'name', 'text'],
    ['account_currency', 'currencycode', 'currency'],
    ['time_zone', 'timezone', 'text']
] -%}

{{ staged_stream(source('microsoft_ads', 'accounts'), columns, key=['account_id']) }}
