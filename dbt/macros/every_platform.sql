{# What one mapping model of every ad platform says, side by side. Each platform of the var `ad_platforms` has the model
   `<platform>__<mapping>`; `columns` are all that is read of it. #}
{% macro every_platform(mapping, columns) -%}
    {%- for platform in var('ad_platforms') %}
    select '{{ platform }}' as platform, {{ columns | join(', ') }}
    from {{ ref(platform ~ '__' ~ mapping) }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
{%- endmacro %}

{# When each of these staging models was last given a record: one row per model. #}
{% macro last_extractions(models) -%}
    {%- for model in models %}
    select max(extracted_at) as extracted_at from {{ ref(model) }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
{%- endmacro %}

{# A mapping of something that a platform does not tell: these columns and no row. #}
{% macro no_rows(types) -%}
    select {% for name, type in types.items() %}{{ raw_null(type) }} as {{ name }}{{ ', ' if not loop.last }}{% endfor %}
    where false
{%- endmacro %}

{# The names of this mapping's models. #}
{% macro platform_models(mapping) -%}
    {%- set names = [] -%}
    {%- for platform in var('ad_platforms') -%} {%- do names.append(platform ~ '__' ~ mapping) -%} {%- endfor -%}
    {{ return(names) }}
{%- endmacro %}
