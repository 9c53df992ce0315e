{# The newest rate of each pair and day that is published, or is so the other way round: among currencies that are converted, EUR, USD and the
   reporting currency. A table of its own, as Trino works out anew what is named twice in a query. #}
{%- set carried_days = var('rates_carried_days') -%}

with converted as (
    select account_currency as currency from {{ ref('int_accounts') }}
    union
    select account_currency from {{ ref('int_ad_reports') }}
    union
    select property_currency from {{ ref('int_web_properties') }}
),

parts as (
    select currency from converted where currency is not null
    {%- for currency in ['EUR', 'USD', var('currency')] %}
    union
    select '{{ currency }}'
    {%- endfor %}
),

published as (
    select
        rates.base_currency, rates.quote_currency, rates.rate, rates.rate_source, rates.rate_date,
        lead(rates.rate_date) over (partition by rates.base_currency, rates.quote_currency order by rates.rate_date) as next_date
    from {{ ref('stg_rates') }} as rates
    inner join parts as bases on bases.currency = rates.base_currency
    inner join parts as quotes on quotes.currency = rates.quote_currency
    where rates.rate > 0 and rates.base_currency <> rates.quote_currency
),

later as (
    {%- for days in range(carried_days + 1) %}
    select {{ days }} as days_later {{ 'union all' if not loop.last }}
    {%- endfor %}
),

{# A rate holds from its day until the day before the next one. #}
carried as (
    select
        published.base_currency, published.quote_currency, published.rate, published.rate_source, published.rate_date,
        {{ add_days('published.rate_date', 'later.days_later') }} as date_day
    from published
    inner join later
        on published.next_date is null
        or {{ add_days('published.rate_date', 'later.days_later') }} < published.next_date
),

both_ways as (
    select date_day, base_currency, quote_currency, rate, rate_source, rate_date, 0 as is_inverse from carried
    union all
    select date_day, quote_currency, base_currency, {{ rate_over('1', 'rate') }}, rate_source, rate_date, 1
    from carried
)

select date_day, base_currency, quote_currency, rate, rate_source, rate_date, is_inverse
from (
    select *, row_number() over (partition by date_day, base_currency, quote_currency order by rate_date desc, is_inverse asc) as place
    from both_ways
) as ways
where place = 1
