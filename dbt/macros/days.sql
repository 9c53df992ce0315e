{# The tenant's calendar day at `as_of`, computed while compiling so that no engine needs a time zone database. #}
{% macro as_of_day() -%}
    {%- set instant = modules.datetime.datetime.fromisoformat(var('as_of')) -%}
    {%- set local = instant.astimezone(modules.pytz.timezone(var('time_zone'))) -%}
    date '{{ local.strftime("%Y-%m-%d") }}'
{%- endmacro %}

{# Settled: the platform no longer restates the day, its attribution window has passed. #}
{% macro is_settled(day, window_days) -%}
    ({{ day }} + cast({{ window_days }} as integer) < {{ as_of_day() }})
{%- endmacro %}
