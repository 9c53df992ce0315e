{%- set columns = [
    ['account_id', 'advertiser_id', 'id'],
    ['account_name', 'name', 'text'],
    ['account_currency', 'currency', 'currency']
] -%}

with typed as (
    select
        {{ typed(columns) }}
    from {{ source('tiktok', 'advertisers') }}
)

{{ latest_extraction('typed', ['account_id']) }}
