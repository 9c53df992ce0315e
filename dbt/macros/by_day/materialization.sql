{# A table of days. Only those days are built anew whose inputs are not what they were when the day was last built; which that are, the
   ledger knows (`inputs.sql`). Config: `by_day`, the models of which a day here reads that day alone. All else counts as a whole. #}
{% materialization by_day, default %}
    {%- set target_relation = this.incorporate(type='table') -%}
    {%- set existing = load_cached_relation(this) -%}
    {%- set wanted = wanted_days(model, sql) -%}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}

    {%- set stale = none -%}
    {%- if existing is not none and existing.type == 'table' and not should_full_refresh() -%}
        {%- set stale = stale_days(model, wanted) -%}
    {%- endif -%}

    {%- if stale is none -%}
        {%- do build_whole(existing, target_relation, sql, wanted) -%}
    {%- elif not stale -%}
        {% call noop_statement('main', 'no day changed', 'SELECT', 0) %}{% endcall %}
    {%- else -%}
        {%- do build_days(target_relation, sql, stale) -%}
    {%- endif -%}

    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {%- if stale is none -%} {%- do persist_docs(target_relation, model) -%} {%- endif -%}
    {%- if stale != [] -%} {{ adapter.commit() }} {%- endif -%}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}

{# Killed at whatever moment, on an engine without transactions too, a day that is not whole is not in the ledger: it goes first and comes last. #}
{% macro build_whole(existing, target_relation, sql, wanted) %}
    {%- set made = make_intermediate_relation(target_relation) -%}
    {%- do drop_relation_if_exists(load_cached_relation(made)) -%}
    {%- call statement('main') -%} {{ create_table_as(False, made, sql) }} {%- endcall -%}
    {%- do run_query('drop table if exists ' ~ ledger_of(model)) -%}
    {%- if existing is not none -%} {%- do adapter.drop_relation(existing) -%} {%- endif -%}
    {%- do adapter.rename_relation(made, target_relation) -%}
    {%- set columns = told_columns(model, target_relation) -%}
    {%- do run_query(
        'create table ' ~ ledger_of(model) ~ ' as select wanted.day, wanted.made_of, coalesce(made.content, ' ~ "'none'" ~ ') as content from ('
        ~ wanted ~ ') as wanted left join (' ~ content_by_day(target_relation, columns) ~ ') as made on made.day = wanted.day'
    ) -%}
{% endmacro %}

{% macro build_days(target_relation, sql, stale) %}
    {%- set made = make_temp_relation(target_relation) -%}
    {%- if made.schema -%} {%- do drop_relation_if_exists(load_cached_relation(made)) -%} {%- endif -%}
    {%- call statement('main') -%} {{ create_table_as(True, made, of_days(model, sql, stale)) }} {%- endcall -%}
    {%- set columns = adapter.get_columns_in_relation(target_relation) | map(attribute='name') | join(', ') -%}
    {%- do run_query('delete from ' ~ ledger_of(model) ~ ' where ' ~ among_days('day', stale)) -%}
    {%- do run_query('delete from ' ~ target_relation ~ ' where ' ~ among_days('date_day', stale)) -%}
    {%- do run_query('insert into ' ~ target_relation ~ ' (' ~ columns ~ ') select ' ~ columns ~ ' from ' ~ made) -%}
    {%- set values = values_of(stale) -%}
    {%- if values -%}
        {%- do run_query(
            'insert into ' ~ ledger_of(model) ~ ' (day, made_of, content) select wanted.day, wanted.made_of, coalesce(made.content, ' ~ "'none'"
            ~ ') from (values ' ~ values ~ ') as wanted (day, made_of) left join (' ~ content_by_day(made, told_columns(model, target_relation))
            ~ ') as made on made.day = wanted.day'
        ) -%}
    {%- endif -%}
    {%- do run_query('drop table ' ~ made) -%}
{% endmacro %}

{# Those days that are still there, and what they are made of. #}
{% macro values_of(stale) -%}
    {%- set values = [] -%}
    {%- for day, made_of in stale if made_of is not none -%} {%- do values.append("(date '" ~ day ~ "', '" ~ made_of ~ "')") -%} {%- endfor -%}
    {{ return(values | join(', ')) }}
{%- endmacro %}

{# Rows without a day, which staging's tests refuse, are of a day as well. #}
{% macro no_day() -%} date '0001-01-01' {%- endmacro %}

{% macro among_days(column, days) -%}
    ({{ column }} in ({% for day, made_of in days %}date '{{ day }}'{{ ', ' if not loop.last }}{% endfor %})
    {%- if '0001-01-01' in days | map('first') | list %} or {{ column }} is null {%- endif %})
{%- endmacro %}

{# The model's SQL, reading of what it reads by day only these days. #}
{% macro of_days(node, sql, days) %}
    {%- set inputs = inputs_of(node) -%}
    {%- set found = namespace(sql=sql, parts=[]) -%}
    {%- for source_node in inputs.sources -%}
        {%- set text = raw_relation(source(source_node.source_name, source_node.name)) | string -%}
        {%- do found.parts.append('raw_' ~ loop.index ~ ' as (' ~ raw_of_days(source_node, node.config, text, days) ~ ')') -%}
        {%- set found.sql = found.sql | replace(text, 'raw_' ~ loop.index) -%}
    {%- endfor -%}
    {%- for other in inputs.names -%}
        {%- set relation = relation_of(other) | string -%}
        {%- do found.parts.append('days_' ~ loop.index ~ ' as (select * from ' ~ relation ~ ' where ' ~ among_days('date_day', days) ~ ')') -%}
        {%- set found.sql = found.sql | replace(relation, 'days_' ~ loop.index) -%}
    {%- endfor -%}
    {{ return('with ' ~ found.parts | join(', ') ~ ' select * from (' ~ found.sql ~ '\n) as made') }}
{% endmacro %}

{# What each day adds up to, apart from when it was read. #}
{% macro content_by_day(relation, columns) -%}
    select coalesce(date_day, {{ no_day() }}) as day, {{ content_of(columns) }} as content
    from {{ relation }}
    group by 1
{%- endmacro %}

{# All columns but those that say when a row was read. #}
{% macro told_columns(node, relation) -%}
    {%- set marks = node.config.get('marks', []) -%}
    {%- set names = [] -%}
    {%- for column in adapter.get_columns_in_relation(relation) if column.name not in marks -%} {%- do names.append(column.name) -%} {%- endfor -%}
    {{ return(names) }}
{%- endmacro %}

{# A text that is another one when any value of any row is: how many rows, and the sum of their hashes. #}
{% macro content_of(columns) -%} {{ return(adapter.dispatch('content_of')(columns)) }} {%- endmacro %}
{% macro default__content_of(columns) -%}
    cast(count(*) as varchar) || ':' || cast(coalesce(sum(hash({{ columns | join(', ') }})), 0) as varchar)
{%- endmacro %}
