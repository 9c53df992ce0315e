{# No join on the way from the platforms' reports to the fact dropped or doubled a row: sums per platform and day are equal. #}
{{ config(by_day=true) }}
{%- set measures = ['account_spend_micros', 'impressions', 'clicks', 'conversions', 'account_value_micros'] -%}

with both_sides as (
    select platform, date_day, 1 as report_rows, {{ measures | join(', ') }}
    from ({{ every_platform('ad_reports', ['date_day'] + measures) }}) as reports
    union all
    select platform, date_day, -1 {%- for measure in measures %}, -{{ measure }}{% endfor %}
    from {{ ref('fct_ad_performance_daily') }}
)

select platform || ' ' || cast(date_day as varchar) || ': the fact does not add up to the reports' as message
from both_sides
group by platform, date_day
having sum(report_rows) <> 0 {%- for measure in measures %} or sum({{ measure }}) <> 0{% endfor %}
