{# Rates are decimal(19,12). Whatever is multiplied or divided is rounded half away from zero to twelve decimals, once a step. #}

{% macro rate_times(left, right) -%}
    cast(round(cast({{ left }} as decimal(19,12)) * cast({{ right }} as decimal(19,12)), 12) as decimal(19,12))
{%- endmacro %}

{% macro rate_over(part, whole) -%} {{ return(adapter.dispatch('rate_over')(part, whole)) }} {%- endmacro %}
{% macro default__rate_over(part, whole) -%}
    {#- Whole 10⁻¹² of both, as there is no division of decimals. -#}
    {%- set parts = 'cast(cast(' ~ part ~ ' as decimal(19,12)) * 1000000000000 as hugeint)' -%}
    {%- set wholes = 'cast(cast(' ~ whole ~ ' as decimal(19,12)) * 1000000000000 as hugeint)' -%}
    cast(
        cast((2000000000000 * {{ parts }} + {{ wholes }}) // (2 * {{ wholes }}) as decimal(19,0)) * cast(0.000000000001 as decimal(12,12)) as decimal(19,12)
    )
{%- endmacro %}

{# The rate of a row, where `rates` is the row of int_rates with its currency and day: 1 in the tenant's own currency. #}
{% macro exchange_rate(currency) -%}
    case when {{ currency }} = '{{ var("currency") }}' then cast(1 as decimal(19,12)) else rates.rate end
{%- endmacro %}

{# Names of sources, joined by `+`; `more` is one name and is not told twice. #}
{% macro named_once(names, more) -%}
    case
        when position('+' || {{ more }} || '+' in '+' || {{ names }} || '+') > 0 then {{ names }}
        else {{ names }} || '+' || {{ more }}
    end
{%- endmacro %}
