{# Per platform and day, what ads add up to by way of their ad sets, campaigns and accounts is what the fact says as a whole: no level drops
   or doubles anything, as what none of its children reports is a row `unattributed` there. #}
{{ config(by_day=true, whole_columns={
    'dim_ad': ['platform', 'ad_id'], 'dim_ad_set': ['platform', 'ad_set_id'],
    'dim_campaign': ['platform', 'campaign_id'], 'dim_account': ['platform', 'account_id']
}) }}
{%- set measures = ['account_spend_micros', 'spend_micros', 'impressions', 'clicks', 'conversions', 'value_micros'] -%}
{%- set levels = {
    'ad': ['dim_ad', 'ad_id'], 'ad set': ['dim_ad_set', 'ad_set_id'], 'campaign': ['dim_campaign', 'campaign_id'], 'account': ['dim_account', 'account_id']
} -%}

with facts as (
    select platform, date_day {%- for measure in measures %}, sum({{ measure }}) as {{ measure }}{% endfor %}
    from {{ ref('fct_ad_performance_daily') }}
    group by platform, date_day
),

both_sides as (
    {%- for level, (dimension, id) in levels.items() %}
    select '{{ level }}' as level_name, facts.platform, facts.date_day {%- for measure in measures %}, facts.{{ measure }}{% endfor %}
    from {{ ref('fct_ad_performance_daily') }} as facts
    inner join {{ ref(dimension) }} as dimension on dimension.platform = facts.platform and dimension.{{ id }} = facts.{{ id }}
    union all
    select '{{ level }}', platform, date_day {%- for measure in measures %}, -{{ measure }}{% endfor %} from facts
    union all
    {%- endfor %}
    select 'region', platform, date_day {%- for measure in measures %}, {{ measure }}{% endfor %} from {{ ref('fct_region_performance_daily') }}
    union all
    select 'region', platform, date_day {%- for measure in measures %}, -{{ measure }}{% endfor %} from facts
)

select platform || ' on ' || cast(date_day as varchar) || ': sums by ' || level_name || ' differ from the fact' as message
from both_sides
group by platform, date_day, level_name
having {% for measure in measures %}sum({{ measure }}) <> 0{{ ' or ' if not loop.last }}{% endfor %}
