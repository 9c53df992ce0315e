{# The span and number of exchange rates that the facts were converted with; no row when nothing was converted. #}
select
    '{{ var("tenant_id") }}' as tenant_id,
    min(used.rate_date) as from_date,
    max(used.rate_date) as to_date,
    cast(count(*) as bigint) as rate_count
from (
    select distinct rates.base_currency, rates.from_date as rate_date
    from {{ ref('fct_ad_performance_daily') }} as facts
    inner join {{ ref('int_rates') }} as rates
        on rates.base_currency = facts.account_currency
        and facts.date_day between rates.from_date and rates.to_date
    where facts.account_currency <> facts.reporting_currency
    union
    select distinct rates.base_currency, rates.from_date as rate_date
    from {{ ref('fct_web_daily') }} as facts
    inner join {{ ref('int_rates') }} as rates
        on rates.base_currency = facts.property_currency
        and facts.date_day between rates.from_date and rates.to_date
    where facts.property_currency <> facts.reporting_currency and facts.revenue_micros is not null
) as used
having count(*) > 0
