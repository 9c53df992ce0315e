{# The calendar day at `as_of`, the tenant's or that of another time zone, computed while compiling so that no engine needs a time zone database. #}
{% macro as_of_day(time_zone=none) -%}
    {%- set instant = modules.datetime.datetime.fromisoformat(var('as_of')) -%}
    {%- set local = instant.astimezone(modules.pytz.timezone(time_zone or var('time_zone'))) -%}
    date '{{ local.strftime("%Y-%m-%d") }}'
{%- endmacro %}

{# The tenant's calendar day at an instant of the data; all three engines know time zones. #}
{% macro tenant_day(instant) -%}
    cast({{ instant }} at time zone '{{ var("time_zone") }}' as date)
{%- endmacro %}

{# Settled: the platform no longer restates the day, its attribution window has passed. #}
{% macro is_settled(day, window_days, time_zone=none) -%}
    ({{ add_days(day, window_days) }} < {{ as_of_day(time_zone) }})
{%- endmacro %}

{# The last day that is settled, of a source whose newest day is `data_through`; without one, the last that would be. Engines differ in what
   `least` makes of a null, so it gets none. #}
{% macro settled_until(data_through, today, window_days) -%}
    {%- set last = add_days(today, '-1 - ' ~ window_days) -%}
    least(coalesce({{ data_through }}, {{ last }}), {{ last }})
{%- endmacro %}

{# Google counts searches by days of its own, wherever the site is. #}
{% macro search_console_time_zone() -%} America/Los_Angeles {%- endmacro %}

{# The day that is so many days later, or earlier when the number is negative. #}
{% macro add_days(day, count) -%} {{ return(adapter.dispatch('add_days')(day, count)) }} {%- endmacro %}
{% macro default__add_days(day, count) -%} {{ day }} + cast({{ count }} as integer) {%- endmacro %}

{# How many days the second is after the first. #}
{% macro days_between(first, second) -%} {{ return(adapter.dispatch('days_between')(first, second)) }} {%- endmacro %}
{% macro default__days_between(first, second) -%} ({{ second }} - {{ first }}) {%- endmacro %}

{# The type of an instant, to the microsecond. #}
{% macro instant() -%} {{ return(adapter.dispatch('instant')()) }} {%- endmacro %}
{% macro default__instant() -%} timestamp with time zone {%- endmacro %}
