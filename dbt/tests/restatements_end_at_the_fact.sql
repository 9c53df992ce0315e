{# The last thing that a campaign's day was restated to is what the fact says of it. #}
{{ config(by_day=true) }}
with last_said as (
    select platform, campaign_id, date_day, metric, to_value
    from (
        select
            *,
            row_number() over (partition by platform, campaign_id, date_day, metric order by extracted_at desc) as place
        from {{ ref('fct_restatements') }}
    ) as placed
    where place = 1
),

facts as (
    {%- for metric in ['account_spend_micros', 'impressions', 'clicks', 'conversions', 'account_value_micros'] %}
    select platform, campaign_id, date_day, '{{ metric }}' as metric, sum({{ metric }}) as fact_value
    from {{ ref('fct_ad_performance_daily') }}
    group by platform, campaign_id, date_day
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select
    last_said.platform || ' campaign ' || last_said.campaign_id || ' on ' || cast(last_said.date_day as varchar) || ': '
    || last_said.metric || ' was last restated to ' || cast(last_said.to_value as varchar) || ', the fact says otherwise' as message
from last_said
left join facts
    on facts.platform = last_said.platform
    and facts.campaign_id = last_said.campaign_id
    and facts.date_day = last_said.date_day
    and facts.metric = last_said.metric
where coalesce(facts.fact_value, 0) <> last_said.to_value
