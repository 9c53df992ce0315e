{# The calendar day at `as_of`, the tenant's or that of another time zone, computed while compiling so that no engine needs a time zone database. #}
{% macro as_of_day(time_zone=none) -%}
    {%- set instant = modules.datetime.datetime.fromisoformat(var('as_of')) -%}
    {%- set local = instant.astimezone(modules.pytz.timezone(time_zone or var('time_zone'))) -%}
    date '{{ local.strftime("%Y-%m-%d") }}'
{%- endmacro %}

{# Settled: the platform no longer restates the day, its attribution window has passed. #}
{% macro is_settled(day, window_days, time_zone=none) -%}
    ({{ day }} + cast({{ window_days }} as integer) < {{ as_of_day(time_zone) }})
{%- endmacro %}

{# Google counts searches by days of its own, wherever the site is. #}
{% macro search_console_time_zone() -%} America/Los_Angeles {%- endmacro %}
