{# Millionths of a currency unit, exact, rounded half away from zero. `amount` is a decimal of at most 9 decimals. #}
{% macro to_micros(amount) -%}
    cast(round(cast({{ amount }} as decimal(29,9)) * 1000000, 0) as bigint)
{%- endmacro %}

{# Account micros in the reporting currency at the rate of the day, rounded half away from zero. #}
{% macro convert_micros(micros, rate) -%}
    cast(round(cast({{ micros }} as decimal(19,0)) * cast({{ rate }} as decimal(19,12)), 0) as bigint)
{%- endmacro %}

{# part / whole of whole micros, rounded half away from zero, without leaving integers. `whole` must be positive. #}
{% macro divide_micros(part, whole) -%} {{ return(adapter.dispatch('divide_micros')(part, whole)) }} {%- endmacro %}
{% macro default__divide_micros(part, whole) -%}
    cast(sign({{ part }}) * ((2 * abs(cast({{ part }} as hugeint)) + ({{ whole }})) // (2 * ({{ whole }}))) as bigint)
{%- endmacro %}
