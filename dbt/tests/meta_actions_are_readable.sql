{# A listed action whose number cannot be read would silently lower the conversions. #}
select 'cannot read an action of meta ad ' || ad_id || ' on ' || cast(date_day as varchar) as message
from (
    select ad_id, date_day, unreadable_actions from {{ ref('int_meta__ad_reports') }}
    union all
    select ad_id, date_day, unreadable_actions from {{ ref('int_meta__region_reports') }}
) as reports
where unreadable_actions > 0
