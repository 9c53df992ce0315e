{# The last whole day of a platform has less than half the reports that a day of the four weeks before it had. Fewer than twenty a day, or
   two weeks of history, are too little to tell. #}
{{ config(severity='warn') }}

with days as (
    select
        platform, date_day, count(*) as report_count,
        row_number() over (partition by platform order by date_day desc) as place
    from {{ ref('int_ad_reports') }}
    where date_day < {{ as_of_day() }}
    group by platform, date_day
),

usual as (
    select platform, avg(report_count) as report_count
    from days
    where place between 2 and 29
    group by platform
    having count(*) >= 14 and avg(report_count) >= 20
)

select
    days.platform || ': ' || cast(days.report_count as varchar) || ' reports on ' || cast(days.date_day as varchar)
    || ', where a day had ' || cast(cast(usual.report_count as integer) as varchar) || ' in the four weeks before' as message
from days
inner join usual on usual.platform = days.platform
where days.place = 1 and days.report_count * 2 < usual.report_count
