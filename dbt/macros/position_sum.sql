{# The positions of all impressions added up, from their average: whole numbers, the first position being 1. #}
{% macro position_sum(position, impressions) -%}
    cast(round(cast({{ position }} as decimal(18,9)) * cast({{ impressions }} as decimal(18,0)), 0) as bigint)
{%- endmacro %}
