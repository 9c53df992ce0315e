{# Revenue without an exchange rate of its day must not pass as money that is null. #}
{{ config(by_day=true) }}
select
    'no exchange rate from ' || property_currency || ' to ' || '{{ var("currency") }}' || ' for ' || cast(date_day as varchar)
    || ' (nor in the {{ var("rates_carried_days") }} days before): add it to the rates file' as message
from {{ ref('fct_web_daily') }}
where exchange_rate is null or (property_revenue_micros is not null and revenue_micros is null)
group by property_currency, date_day
