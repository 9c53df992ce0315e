{# An operation: tables without rows for what no sync has brought yet, with the columns that staging reads. A build needs none of them;
   the project's unit tests do, as dbt takes the types of what they bring from there. Nothing that is there is touched. #}
{% macro declare_sources() %}
    {%- for source in graph.sources.values() %}
        {%- set relation = api.Relation.create(database=source.database, schema=source.schema, identifier=source.identifier) %}
        {%- if not raw_tables(relation) %}
            {%- do adapter.create_schema(relation) %}
            {%- set columns = [] %}
            {%- for column in source.columns.values() %}
                {%- do columns.append(column.name ~ ' ' ~ (instant() if column.data_type == 'timestamp with time zone' else column.data_type)) %}
            {%- endfor %}
            {%- do run_query('create table ' ~ relation ~ ' (' ~ columns | join(', ') ~ ')') %}
        {%- endif %}
    {%- endfor %}
{% endmacro %}
