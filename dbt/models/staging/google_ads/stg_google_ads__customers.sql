{%- set columns = [
    ['account_id', 'customer_id', 'id'],
    ['account_name', 'customer_descriptive_name', 'text'],
    ['account_currency', 'customer_currency_code', 'currency'],
    ['time_zone', 'customer_time_zone', 'text']
] -%}

{{ staged_stream(source('google_ads', 'customer'), columns, key=['account_id']) }}
