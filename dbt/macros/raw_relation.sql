{# What staging reads of a source: on DuckDB its Parquet files, which have every declared column; elsewhere the raw tables that a
   destination of Airbyte keeps. Those may lack columns or not be there yet, spell names in any case and have types of their own, and a
   second property has its own (`<stream>Property<number>`). What is declared comes as text, but for the instant of extraction. #}
{% macro raw_relation(relation) -%} {{ return(adapter.dispatch('raw_relation')(relation)) }} {%- endmacro %}
{% macro default__raw_relation(relation) -%} {{ return(relation) }} {%- endmacro %}

{# An absent raw column. #}
{% macro raw_null(wanted) -%}
    cast(null as {{ instant() if wanted == 'timestamp with time zone' else wanted }})
{%- endmacro %}
