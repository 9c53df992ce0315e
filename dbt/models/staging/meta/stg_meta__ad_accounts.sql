{%- set columns = [
    ['account_id', 'account_id', 'id'],
    ['account_name', 'name', 'text'],
    ['account_currency', 'currency', 'currency']
] -%}

with typed as (
    select
        {{ typed(columns) }}
    from {{ source('meta', 'ad_account') }}
)

{{ latest_extraction('typed', ['account_id']) }}
