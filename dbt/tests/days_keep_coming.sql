{# A platform that is read but tells of no newer day than usual. Usual is the longest silence between two reported days of the tenant's own
   last eight weeks, and two days more, as reports come late; who has reported for less than two weeks has no usual yet. #}
{{ config(severity='warn') }}

with days as (
    select platform, date_day, row_number() over (partition by platform order by date_day desc) as place
    from (select distinct platform, date_day from {{ ref('int_ad_reports') }}) as reported
),

silences as (
    select
        newer.platform,
        max({{ dbt.datediff('older.date_day', 'newer.date_day', 'day') }}) as longest,
        count(*) as day_count
    from days as newer
    inner join days as older on older.platform = newer.platform and older.place = newer.place + 1
    where newer.place <= 56
    group by newer.platform
),

behind as (
    select
        sources.platform,
        sources.data_through,
        sources.last_extracted_at,
        silences.longest,
        {{ dbt.datediff('sources.data_through', 'cast(sources.last_extracted_at as date)', 'day') }} as days_behind
    from {{ ref('mart_sources') }} as sources
    inner join silences on silences.platform = sources.platform
    where silences.day_count >= 13
)

select
    platform || ': the newest report is of ' || cast(data_through as varchar) || ', ' || cast(days_behind as varchar)
    || ' days before it was read; the longest silence until now was ' || cast(longest as varchar) || ' day(s)' as message
from behind
where days_behind > longest + 2
