{{ config(materialized='table') }}

{%- set columns = [
    ['rate_date', 'date', 'date'],
    ['base_currency', 'base', 'currency'],
    ['quote_currency', 'quote', 'currency'],
    ['rate', 'rate', 'decimal']
] -%}

with typed as (
    select {{ typed(columns) }}
    from {{ given_texts(raw_relation(source('exchange', 'rates')), columns) }}
)

select distinct rate_date, base_currency, quote_currency, cast(rate as decimal(18,9)) as rate, unreadable
from typed
