{# Per day and campaign the regions, `unmapped` and `unattributed` included, equal the ads in every measure. #}
{{ config(by_day=true) }}
{%- set measures = ['account_spend_micros', 'spend_micros', 'impressions', 'clicks', 'conversions', 'value_micros'] -%}

with both_sides as (
    select date_day, platform, campaign_id, {{ measures | join(', ') }}
    from {{ ref('fct_ad_performance_daily') }}
    union all
    select date_day, platform, campaign_id {%- for measure in measures %}, -{{ measure }}{% endfor %}
    from {{ ref('fct_region_performance_daily') }}
)

select platform || ' campaign ' || campaign_id || ' on ' || cast(date_day as varchar) || ': regions differ from ads' as message
from both_sides
group by date_day, platform, campaign_id
having {% for measure in measures %}sum({{ measure }}) <> 0{{ ' or ' if not loop.last }}{% endfor %}
