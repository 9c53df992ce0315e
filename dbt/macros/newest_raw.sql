{# Of a raw relation the newest record of each key, found in another way than staging finds it: to compare with, not to build on. `day` and
   `key` are raw columns; `object` one that holds a JSON object, readable through `field`. Adds date_day. #}
{% macro newest_raw(relation, day, key, day_type='date', object=none) -%}
{%- set relation = raw_relation(relation) -%}
{%- set told_day = 'substr(' ~ given(day) ~ ', 1, 10)' -%}
(
    select *, {{ read_value(day_type, told_day) }} as date_day
    from (
        select
            *,
            {%- if object %}
            {{ parsed(read_value('json_object', given(object))) }} as {{ object }}_object,
            {%- endif %}
            row_number() over (
                partition by {{ told_day }} {%- for column in key %}, {{ read_id(given(column)) }}{% endfor %}
                order by _airbyte_extracted_at desc, _airbyte_raw_id desc
            ) as key_place
        from {{ relation }}
    ) as placed
    where key_place = 1
) as newest_raw
{%- endmacro %}
