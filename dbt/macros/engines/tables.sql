{# What PostgreSQL and Trino have in common: raw tables instead of files, and no join by keys that may be null, which compares every row with every other. #}

{% macro newest_reads_by_window(relation, slice) -%}
{%- set columns = slice | join(', ') -%}
(
    select *
    from (
        select
            *,
            max({{ synced_extraction() }}) over (partition by {{ columns }}) as slice_synced_at,
            dense_rank() over (partition by {{ columns }} order by sync_read_at desc, sync_id desc nulls last) as place
        from (
            select *, max(_airbyte_extracted_at) over (partition by {{ columns }}, sync_id) as sync_read_at
            from (select *, {{ sync_id() }} as sync_id from {{ relation }}) as raw_records
        ) as syncs
    ) as reads
    where place = 1
) as newest_reads
{%- endmacro %}
{% macro postgres__newest_reads(relation, slice) -%} {{ newest_reads_by_window(relation, slice) }} {%- endmacro %}
{% macro trino__newest_reads(relation, slice) -%} {{ newest_reads_by_window(relation, slice) }} {%- endmacro %}

{% macro first_per_key_by_window(records, key, synced_at) -%}
{%- set columns -%} {% for name in key %}{{ name }}_key{{ ', ' if not loop.last }}{% endfor %} {%- endset %}
    select *
    from (
        select
            *,
            max({{ synced_at }}) over (partition by {{ columns }}) as synced_at,
            row_number() over (partition by {{ columns }} order by _airbyte_extracted_at desc, _airbyte_raw_id desc) as key_place
        from {{ records }}
    ) as placed
    where key_place = 1
{%- endmacro %}
{% macro postgres__first_per_key(records, newest, key, synced_at) -%} {{ first_per_key_by_window(records, key, synced_at) }} {%- endmacro %}
{% macro trino__first_per_key(records, newest, key, synced_at) -%} {{ first_per_key_by_window(records, key, synced_at) }} {%- endmacro %}

{% macro raw_relation_of_tables(relation) -%}
    {#- What is text was read already, and a unit test brings its own rows. -#}
    {%- if relation is string or not execute or relation.is_cte -%} {{ return(relation) }} {%- endif -%}
    {%- set wanted = {} -%}
    {%- for source in graph.sources.values() if source.schema == relation.schema and source.identifier == relation.identifier -%}
        {%- for column in source.columns.values() -%} {%- do wanted.update({column.name: column.data_type}) -%} {%- endfor -%}
    {%- endfor -%}
    {%- do wanted.update({'_airbyte_meta': 'varchar'}) -%}
    {%- set selects = [] -%}
    {%- for table, found in raw_tables(relation).items() -%}
        {%- set values = [] -%}
        {%- for name, type in wanted.items() -%}
            {%- set spelled = [] -%}
            {%- for column in found.get(name, []) -%} {%- do spelled.append(raw_value(adapter.quote(column.name), column.type, type)) -%} {%- endfor -%}
            {%- set told = spelled or [raw_null(type)] -%}
            {%- do values.append((told[0] if told | length == 1 else 'coalesce(' ~ told | join(', ') ~ ')') ~ ' as ' ~ name) -%}
        {%- endfor -%}
        {%- do selects.append('select ' ~ values | join(', ') ~ ' from ' ~ relation.incorporate(path={'identifier': table})) -%}
    {%- endfor -%}
    {%- if not selects -%} {%- do selects.append(no_rows(wanted)) -%} {%- endif -%}
    {{ return('(' ~ selects | join(' union all ') ~ ') as raw_records') }}
{%- endmacro %}

{% macro postgres__raw_relation(relation) -%} {{ return(raw_relation_of_tables(relation)) }} {%- endmacro %}
{% macro trino__raw_relation(relation) -%} {{ return(raw_relation_of_tables(relation)) }} {%- endmacro %}

{# The tables of a source as they are: name, and per column in lower case each of its spellings with the type. #}
{% macro raw_tables(relation) -%}
    {%- set rows = run_query(
        "select table_name, column_name, data_type from " ~ relation.information_schema('columns') ~ " where table_schema = '" ~ relation.schema ~ "'"
        ~ " and lower(table_name) like '" ~ relation.identifier ~ "%'"
    ) -%}
    {%- set tables = {} -%}
    {%- for table, name, type in rows if modules.re.fullmatch(relation.identifier ~ '(property[0-9]+)?', table | lower) -%}
        {%- do tables.setdefault(table, {}).setdefault(name | lower, []).append({'name': name, 'type': type}) -%}
    {%- endfor -%}
    {{ return(tables) }}
{%- endmacro %}

{# A raw column as what is declared; an instant as text is told in UTC. #}
{% macro raw_value(column, type, wanted) -%}
    {%- if wanted == 'timestamp with time zone' -%} cast({{ column }} as {{ instant() }})
    {%- elif 'with time zone' in type -%} cast({{ column }} at time zone 'UTC' as varchar)
    {%- else -%} cast({{ column }} as varchar)
    {%- endif -%}
{%- endmacro %}

{# A sync stands in a table whole, and nothing of it changes: what is counted is its records of a day. All of the table is looked at each time. #}
{% macro write_raw_days_of_tables(streams) -%}
    {%- set ledger = ledger_of({'alias': 'raw_days'}) -%}
    {%- set selects = [] -%}
    {%- for key, (source_node, raw_day) in streams.items() -%}
        {%- set part = 'coalesce(' ~ sync_id() ~ ', cast(_airbyte_extracted_at as varchar))' -%}
        {%- do selects.append(
            "select cast('" ~ key ~ "' as varchar) as source, " ~ part ~ ' as part, cast(' ~ raw_day ~ ' as varchar) as raw_day,'
            ~ " cast(count(*) as varchar) || ' ' || cast(max(_airbyte_extracted_at) as varchar) as told from "
            ~ raw_relation(source(source_node.source_name, source_node.name)) ~ ' group by 2, 3'
        ) -%}
    {%- endfor -%}
    {%- do run_query('drop table if exists ' ~ ledger) -%}
    {%- do run_query('create table ' ~ ledger ~ ' as ' ~ selects | join(' union all ')) -%}
{%- endmacro %}
{% macro postgres__write_raw_days(streams) -%} {%- do write_raw_days_of_tables(streams) -%} {%- endmacro %}
{% macro trino__write_raw_days(streams) -%} {%- do write_raw_days_of_tables(streams) -%} {%- endmacro %}

{% macro postgres__raw_parts(source_node, text, parts) -%} {{ return(text) }} {%- endmacro %}
{% macro trino__raw_parts(source_node, text, parts) -%} {{ return(text) }} {%- endmacro %}
