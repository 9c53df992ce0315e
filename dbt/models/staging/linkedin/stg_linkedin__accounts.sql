{%- set columns = [
    ['account_id', 'id', 'id'],
    ['account_name', 'name', 'text'],
    ['account_currency', 'currency', 'currency']
] -%}

{{ staged_stream(source('linkedin', 'accounts'), columns, key=['account_id']) }}
