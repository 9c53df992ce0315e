{# Schemas are called by their layer alone (`staging`, `marts`), not `<target>_<layer>`: the file is the tenant. #}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ (custom_schema_name or target.schema) | trim }}
{%- endmacro %}
