{# Whether an instant (a datetime with a zone) is within the tenant's hours, `6-22`: from ≤ hour < to of its day; `22-6` goes past midnight. #}
{% macro is_working_time(instant) -%}
    {%- set hour = instant.astimezone(modules.pytz.timezone(var('time_zone'))).hour -%}
    {%- set from, to = var('working_hours').split('-') | map('int') -%}
    {{ return((from <= hour and hour < to) if from <= to else (hour >= from or hour < to)) }}
{%- endmacro %}
