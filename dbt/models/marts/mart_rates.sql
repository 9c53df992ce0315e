{# The span and number of exchange rates that the facts were converted with; no row when nothing was converted. #}
select
    '{{ var("tenant_id") }}' as tenant_id,
    min(used.rate_date) as from_date,
    max(used.rate_date) as to_date,
    cast(count(*) as bigint) as rate_count
from (
    select account_currency as base_currency, rate_date
    from {{ ref('fct_ad_performance_daily') }}
    where rate_date is not null
    union
    select property_currency as base_currency, rate_date
    from {{ ref('fct_web_daily') }}
    where rate_date is not null and revenue_micros is not null
) as used
having count(*) > 0
