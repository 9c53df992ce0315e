{# What one ad did on one day is never below nought, and never of a day to come. Rests (`unattributed`) are differences, and may be. #}
{{ config(by_day=true) }}
select
    platform || ' ' || cast(date_day as varchar) || ', ad ' || ad_id || ': a measure below nought or a day to come' as message
from {{ ref('fct_ad_performance_daily') }}
where ad_id not like 'unattributed:%'
    and (impressions < 0 or clicks < 0 or conversions < 0 or date_day > {{ dbt.dateadd('day', 1, as_of_day()) }})
