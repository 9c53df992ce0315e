{%- set facts = ['fct_ad_performance_daily', 'fct_region_performance_daily', 'fct_web_daily', 'fct_search_daily'] -%}

with digits as (
    {%- for digit in range(10) %}
    select {{ digit }} as digit {{ 'union all' if not loop.last }}
    {%- endfor %}
),

numbers as (
    select ones.digit + 10 * tens.digit + 100 * hundreds.digit + 1000 * thousands.digit as days_later
    from digits as ones
    cross join digits as tens
    cross join digits as hundreds
    cross join digits as thousands
),

fact_days as (
    {%- for fact in facts %}
    select min(date_day) as first_day, max(date_day) as last_day from {{ ref(fact) }} {{ 'union all' if not loop.last }}
    {%- endfor %}
),

span as (
    select
        cast(date_trunc('year', coalesce(min(first_day), {{ as_of_day() }})) as date) as first_day,
        greatest(coalesce(max(last_day), {{ as_of_day() }}), {{ as_of_day() }}) as last_day
    from fact_days
),

year_span as (
    select
        first_day,
        {{ add_days("cast(date_trunc('year', last_day) as date)", 365) }} as last_day
    from span
),

days as (
    select {{ add_days('year_span.first_day', 'numbers.days_later') }} as date_day
    from numbers
    cross join year_span
    where numbers.days_later <= {{ days_between('year_span.first_day', 'year_span.last_day') }}
),

weekdays as (
    select *, cast(mod({{ days_between("date '1900-01-01'", 'date_day') }}, 7) + 1 as integer) as day_of_week
    from days
)

select
    date_day,
    cast(extract(year from date_day) as integer) as year_number,
    cast(extract(quarter from date_day) as integer) as quarter_number,
    cast(extract(month from date_day) as integer) as month_number,
    cast(extract(day from date_day) as integer) as day_of_month,
    day_of_week,
    day_of_week >= 6 as is_weekend,
    {{ add_days('date_day', '1 - day_of_week') }} as week_start,
    cast(date_trunc('month', date_day) as date) as month_start,
    {{ dbt.last_day('date_day', 'month') }} as month_end
from weekdays
