{# A key as text for the message of a test. #}
{% macro key_label(columns, relation=none) -%}
    concat_ws(', ' {%- for column in columns %}, coalesce(cast({{ relation ~ '.' if relation }}{{ column }} as varchar), 'null'){% endfor %})
{%- endmacro %}
