{# The select list of a staging model. `columns`: [name, raw SQL, type of read_value]. Adds `unreadable`, the names of the
   columns whose value is there but cannot be read, and what says which extraction a row is from. #}
{% macro typed(columns) %}
    {%- set checked = [] %}
    {%- for name, raw, type in columns %}
        {{ read_value(type, raw) }} as {{ name }},
        {%- if type not in ('text', 'id') %}{% do checked.append([name, raw, type]) %}{% endif %}
    {%- endfor %}
        {%- if checked %}
        nullif(concat_ws(', '
        {%- for name, raw, type in checked %}
            , case when {{ is_given(type, raw) }} and {{ read_value(type, raw) }} is null then '{{ name }}' end
        {%- endfor %}
        ), '') as unreadable,
        {%- else %}
        cast(null as varchar) as unreadable,
        {%- endif %}
        cast(_airbyte_extracted_at as timestamp with time zone) as extracted_at,
        _airbyte_raw_id as raw_id
{%- endmacro %}

{% macro is_given(type, raw) -%}
    {%- if type in ('json_array', 'json_object') -%} nullif({{ given(raw) }}, 'null') is not null
    {%- else -%} {{ given(raw) }} is not null
    {%- endif -%}
{%- endmacro %}

{# One row a key: of the same (ad, day) read again the latest extraction wins. #}
{% macro latest_extraction(relation, key) -%} {{ return(adapter.dispatch('latest_extraction')(relation, key)) }} {%- endmacro %}
{% macro default__latest_extraction(relation, key) -%}
select *
from {{ relation }}
qualify row_number() over (partition by {{ key | join(', ') }} order by extracted_at desc, raw_id desc) = 1
{%- endmacro %}
