{# A day without an exchange rate (its own, or one that is carried so far) must not pass as money that is null. #}
{{ config(by_day=true) }}
select
    'no exchange rate from ' || account_currency || ' to ' || '{{ var("currency") }}' || ' for ' || cast(date_day as varchar)
    || ' (nor in the {{ var("rates_carried_days") }} days before): add it to the rates file' as message
from (
    select distinct account_currency, date_day
    from {{ ref('fct_ad_performance_daily') }}
    where exchange_rate is null or spend_micros is null or value_micros is null
    union
    select distinct account_currency, date_day
    from {{ ref('fct_region_performance_daily') }}
    where spend_micros is null or value_micros is null
) as missing
order by date_day, account_currency
