{%- set columns = [
    ['rate_date', 'date', 'date'],
    ['base_currency', 'base', 'currency'],
    ['quote_currency', 'quote', 'currency'],
    ['rate', 'rate', 'decimal']
] -%}

with typed as (
    select
        {{ typed(columns) }}
    from (
        select *, cast(null as timestamp with time zone) as _airbyte_extracted_at, cast(null as varchar) as _airbyte_raw_id
        from {{ source('exchange', 'rates') }}
    ) as file
)

select distinct rate_date, base_currency, quote_currency, cast(rate as decimal(18,9)) as rate, unreadable
from typed
