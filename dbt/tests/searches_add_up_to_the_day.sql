{# Per site, day and type of search the rows, rests included, equal Search Console's day as a whole. #}
{{ config(by_day=true) }}
select
    facts.property_id || ' on ' || cast(facts.date_day as varchar) || ', ' || facts.search_type
    || ': searches differ from the day as a whole' as message
from (
    select
        property_id, date_day, search_type,
        sum(impressions) as impressions, sum(clicks) as clicks, sum(position_sum) as position_sum
    from {{ ref('fct_search_daily') }}
    group by property_id, date_day, search_type
) as facts
inner join {{ ref('stg_search_console__by_date') }} as days
    on days.property_id = facts.property_id and days.date_day = facts.date_day and days.search_type = facts.search_type
where facts.impressions <> days.impressions
    or facts.clicks <> days.clicks
    or facts.position_sum <> {{ position_sum('days.position', 'days.impressions') }}
