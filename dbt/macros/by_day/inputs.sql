{# What a node reads: `days`, models that are built by day and read so, those below views too; `whole`, all others; `sources`; `names`, what
   the node itself reads by day; `mixed`, tables of days among these that are not built by day. A view, or a test, reads by day whatever
   is built so; a model says which (`by_day`). #}
{% macro inputs_of(node) -%}
    {%- set found = {'days': [], 'whole': [], 'sources': [], 'names': [], 'mixed': []} -%}
    {%- for id in node.depends_on.nodes -%}
        {%- if id in graph.sources -%}
            {%- do found.sources.append(graph.sources[id]) -%}
        {%- else -%}
            {%- set other = graph.nodes[id] -%}
            {%- set below = inputs_of(other) if other.config.materialized == 'view' else {'days': [], 'whole': [], 'mixed': []} -%}
            {%- set is_by_day = other.config.materialized == 'by_day' or below.days | length > 0 -%}
            {%- set is_dated = 'date_day' in other.columns -%}
            {%- set says = is_by_day if node.config.materialized in ('view', 'test') else other.name in node.config.get('by_day', []) -%}
            {%- if says -%} {%- do found.names.append(other) -%} {%- endif -%}
            {%- if says and other.config.materialized == 'by_day' -%} {%- do found.days.append(other) -%}
            {%- elif says and is_by_day -%}
                {%- for part in ['days', 'whole', 'mixed'] -%} {%- do found[part].extend(below[part]) -%} {%- endfor -%}
            {%- else -%}
                {%- do found.whole.append(other) -%}
                {%- if says or is_dated and node.config.materialized in ('view', 'test') -%} {%- do found.mixed.append(other.name) -%} {%- endif -%}
            {%- endif -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(found) }}
{%- endmacro %}

{% macro node_called(name) -%}
    {%- for node in graph.nodes.values() if node.name == name and node.resource_type in ('model', 'seed') -%} {{ return(node) }} {%- endfor -%}
{%- endmacro %}

{% macro relation_of(node) -%}
    {{ return(api.Relation.create(database=node.database, schema=node.schema, identifier=node.alias)) }}
{%- endmacro %}

{# Per model that is built by day, what each of its days was made of, and what it adds up to. #}
{% macro ledger_of(node) -%}
    {{ return(api.Relation.create(database=target.database, schema='ledger', identifier=node.alias)) }}
{%- endmacro %}

{# Every day that the inputs have, with a text of all that its rows are made of: the SQL, what each input says of the day, what the others
   say, and how old the day is where the SQL asks for today. `whole_columns` names what is read of an input that counts as a whole; one
   whose rows are valid from a day to a day (`valid`: its columns of these) counts with what is valid. #}
{% macro wanted_days(node, sql) -%}
    {%- set inputs = inputs_of(node) -%}
    {%- if inputs.mixed -%}
        {{ exceptions.raise_compiler_error(node.name ~ ' is built by day; what it reads by day must be too: ' ~ inputs.mixed | join(', ')) }}
    {%- endif -%}
    {%- set today = namespace(sql=sql, asked=[]) -%}
    {%- for zone in [none, search_console_time_zone() | trim] if as_of_day(zone) | trim in sql -%}
        {%- do today.asked.append(as_of_day(zone) | trim) -%}
        {%- set today.sql = today.sql | replace(as_of_day(zone) | trim, 'today') -%}
    {%- endfor -%}
    with told as (
        {%- for other in inputs.days %}
        select '{{ other.alias }}' as input, day, content from {{ ledger_of(other) }} {{ 'union all' if not loop.last or inputs.sources }}
        {%- endfor %}
        {%- for source_node in inputs.sources %}
        {{ raw_contents(source_node, node.config) }} {{ 'union all' if not loop.last }}
        {%- endfor %}
    ),
    all_days as (select distinct day from told),
    parts as (
        select input, day, content from told
        {%- for day in today.asked %}
        union all
        select 'today {{ loop.index }}', day, cast(case when {{ days_between('day', day) }} > {{ days_until_settled() }} then {{ days_until_settled() }} else {{ days_between('day', day) }} end as varchar)
        from all_days
        {%- endfor %}
        {%- for other in inputs.whole if other.name in node.config.get('valid', {}) %}
        {%- set bounds = node.config.valid[other.name] %}
        union all
        select '{{ other.alias }}', all_days.day, {{ content_of(told_columns(other, relation_of(other))) }}
        from all_days
        inner join {{ relation_of(other) }} as valid on all_days.day between valid.{{ bounds[0] }} and valid.{{ bounds[1] }}
        group by all_days.day
        {%- endfor %}
        {%- for other in inputs.whole if other.name not in node.config.get('valid', {}) %}
        union all
        select '{{ other.alias }}', all_days.day, whole.content
        from all_days
        cross join (
            select {{ content_of(columns_read(node, other)) }} as content
            from {{ relation_of(other) }}
        ) as whole
        {%- endfor %}
    )
    select day, '{{ local_md5(today.sql) }} ' || {{ dbt.listagg("input || '=' || content", "' '", 'order by input') }} as made_of
    from parts
    group by day
{%- endmacro %}

{# Of an input that counts as a whole, what the node says that it reads: by name of the input, or the same of each; else everything. #}
{% macro columns_read(node, other) -%}
    {%- set said = node.config.get('whole_columns') or {} -%}
    {{ return((said.get(other.name) if said is mapping else said) or told_columns(other, relation_of(other))) }}
{%- endmacro %}

{# Days that are to be built, with what they will be made of (null: the inputs no longer have it). None: all of them had better be. #}
{% macro stale_days(node, wanted) -%}
    {%- set ledger = ledger_of(node) -%}
    {%- if adapter.get_relation(database=ledger.database, schema=ledger.schema, identifier=ledger.identifier) is none -%} {{ return(none) }} {%- endif -%}
    {%- set rows = run_query(
        'select cast(coalesce(wanted.day, ledger.day) as varchar) as day, wanted.made_of, (select count(*) from ' ~ ledger ~ ') as known from ('
        ~ wanted ~ ') as wanted full outer join ' ~ ledger ~ ' as ledger on ledger.day = wanted.day where wanted.made_of is distinct from ledger.made_of'
    ) -%}
    {%- set days = [] -%}
    {%- for day, made_of, known in rows -%}
        {%- if rows.rows | length * 2 > known -%} {{ return(none) }} {%- endif -%}
        {%- do days.append((day | string, made_of)) -%}
    {%- endfor -%}
    {{ return(days) }}
{%- endmacro %}

{# After how many days nothing here asks how old a day is. #}
{% macro days_until_settled() -%} (select max(window_days) + 2 from {{ relation_of(node_called('attribution_windows')) }}) {%- endmacro %}
