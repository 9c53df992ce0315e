{# Sources that are promised by the hour (var `fresh_sources`), read longer ago than an hour of the tenant's working time (var `working_hours`): outside of it,
   and in its first hour, nothing is promised. It is a warning, as what was read stays true: it stops nothing. #}
{{ config(severity='warn') }}
{%- set as_of = modules.datetime.datetime.fromisoformat(var('as_of')) -%}
{%- set hour_ago = as_of - modules.datetime.timedelta(hours=1) -%}
{%- set promised = var('fresh_sources').split() if is_working_time(as_of) and is_working_time(hour_ago) else [] %}

select
    platform || ': last read at ' || substr(cast(last_extracted_at at time zone '{{ var("time_zone") }}' as varchar), 1, 16)
    || ', more than an hour ago within the hours of work ({{ var("working_hours") }})' as message
from {{ ref('mart_sources') }}
where platform in ('{{ promised | join("', '") }}')
    and last_extracted_at < cast('{{ hour_ago.astimezone(modules.pytz.utc).strftime("%Y-%m-%d %H:%M:%S") }} UTC' as {{ instant() }})
order by platform
