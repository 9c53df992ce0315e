{# Per property and day the sessions, rests included, equal GA4's day as a whole; conversions and revenue equal what staging read. #}
{{ config(by_day=true) }}
with facts as (
    select
        property_id, date_day, sum(sessions) as sessions, sum(conversions) as conversions, sum(property_revenue_micros) as revenue_micros
    from {{ ref('fct_web_daily') }}
    group by property_id, date_day
),

finest as (
    select property_id, date_day, sum(conversions) as conversions, sum({{ to_micros('revenue') }}) as revenue_micros
    from {{ ref('stg_ga4__web_daily') }}
    group by property_id, date_day
)

select facts.property_id || ' on ' || cast(facts.date_day as varchar) || ': visits differ from the day as a whole' as message
from facts
left join {{ ref('stg_ga4__website_overview') }} as days on days.property_id = facts.property_id and days.date_day = facts.date_day
left join finest on finest.property_id = facts.property_id and finest.date_day = facts.date_day
where facts.sessions <> days.sessions
    or facts.conversions <> finest.conversions
    or facts.revenue_micros <> finest.revenue_micros
