{{ config(materialized='table') }}

{%- set columns = [
    ['rate_date', 'date', 'date'],
    ['base_currency', 'base', 'currency'],
    ['quote_currency', 'quote', 'currency'],
    ['rate', 'rate', 'rate'],
    ['rate_source', 'source', 'text']
] -%}

with typed as (
    select {{ typed(columns) }}
    from {{ given_texts(raw_relation(source('exchange', 'rates')), columns) }}
    where rate_date_text is null or rate_date_text >= '{{ var("rates_since") }}'
)

select distinct rate_date, base_currency, quote_currency, rate, coalesce(rate_source, 'unnamed') as rate_source, unreadable
from typed
