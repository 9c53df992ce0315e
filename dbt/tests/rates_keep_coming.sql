{# Week-ends and holidays (Good Friday to Easter Monday, Christmas) leave at most four days without a rate. Money that is converted at an older one
   says that rates have stopped coming; when it is older than rates are carried, `every_fact_has_a_rate` stops the build. #}
{{ config(severity='warn') }}

with used as (
    select account_currency as currency, date_day, rate_date, rate_source
    from {{ ref('fct_ad_performance_daily') }}
    where rate_date is not null
    union
    select account_currency, date_day, rate_date, rate_source
    from {{ ref('fct_region_performance_daily') }}
    where rate_date is not null
    union
    select property_currency, date_day, rate_date, rate_source
    from {{ ref('fct_web_daily') }}
    where rate_date is not null and revenue_micros is not null
)

select
    currency || ': the days from ' || cast(min(date_day) as varchar) || ' to ' || cast(max(date_day) as varchar)
    || ' are converted at the rate of ' || cast(rate_date as varchar) || ' (' || rate_source || '), as there is no newer one: see where rates come from' as message
from used
where {{ days_between('rate_date', 'date_day') }} > {{ var('rates_late_after_days') }}
group by currency, rate_date, rate_source
order by rate_date, currency
