{# Which days the raw records of each source are of, told by parts that never change (on DuckDB files, elsewhere syncs): the table
   `ledger.raw_days`. Brought up to date when dbt starts. #}
{% macro note_raw_days() -%}
    {%- if execute and flags.WHICH in ['build', 'run', 'test'] -%}
        {%- do adapter.create_schema(ledger_of({'alias': 'raw_days'})) -%}
        {%- set streams = {} -%}
        {%- for node in graph.nodes.values() if node.config.get('raw_day') -%}
            {%- for id in node.depends_on.nodes if id in graph.sources -%}
                {%- set source_node = graph.sources[id] -%}
                {%- do streams.update({raw_days_key(source_node, node.config): [source_node, node.config.raw_day]}) -%}
            {%- endfor -%}
        {%- endfor -%}
        {%- do adapter.dispatch('write_raw_days')(streams) -%}
    {%- endif -%}
{%- endmacro %}

{% macro raw_days_key(source_node, config) -%} {{ return(source_node.source_name ~ '.' ~ source_node.name ~ ' by ' ~ config.raw_day) }} {%- endmacro %}

{# Files never change: those that are there and not known are read, those that are known and not there are gone. #}
{% macro default__write_raw_days(streams) -%}
    {%- set ledger = ledger_of({'alias': 'raw_days'}) -%}
    {%- do run_query('create table if not exists ' ~ ledger ~ ' (source varchar, part varchar, raw_day varchar, told varchar)') -%}
    {%- set here -%}
        {%- for key, (source_node, raw_day) in streams.items() %}
        select '{{ key }}' as source, file as part from glob({{ files_of(source_node) }}) {{ 'union all' if not loop.last }}
        {%- endfor %}
    {%- endset -%}
    {%- do run_query('delete from ' ~ ledger ~ ' where (source, part) not in (' ~ here ~ ')') -%}
    {%- set found = {} -%}
    {%- for source, part in run_query('select source, ' ~ as_literal('part') ~ ' from (' ~ here ~ ') as here where (source, part) not in (select source, part from ' ~ ledger ~ ')') -%}
        {%- do found.setdefault(source, []).append(part) -%}
    {%- endfor -%}
    {%- for key, files in found.items() -%}
        {%- set source_node, raw_day = streams[key] -%}
        {%- do run_query(
            'insert into ' ~ ledger ~ " select '" ~ key ~ "', files.part, days.raw_day, coalesce(days.told, '0') from (select unnest([" ~ files | join(', ') ~ ']) as part) as files'
            ~ ' left join (select filename as part, cast(' ~ raw_day ~ ' as varchar) as raw_day, cast(count(*) as varchar) as told from '
            ~ parquet_files(source_node, files, ', filename = true') ~ ' group by 1, 2) as days on days.part = files.part'
        ) -%}
    {%- endfor -%}
{%- endmacro %}

{% macro as_literal(column) -%} '''' || replace({{ column }}, '''', '''''') || '''' {%- endmacro %}

{# The pattern of a source's files, as a literal. #}
{% macro files_of(source_node) -%}
    {{ return(modules.re.search("read_parquet\\(('(?:[^']|'')*')", source(source_node.source_name, source_node.name) | string).group(1)) }}
{%- endmacro %}

{# These files, literals, and the one without records that has every declared column. #}
{% macro parquet_files(source_node, files, options='') -%}
    {%- set declared = modules.re.sub("/\\*/" ~ source_node.name ~ "[^/]*/[^/]*'$", '/_declared/' ~ source_node.name ~ "/columns.parquet'", files_of(source_node)) -%}
    {{ return('read_parquet([' ~ ([declared] + files) | unique | join(', ') ~ '], union_by_name = true' ~ options ~ ')') }}
{%- endmacro %}

{# Of a source, per day what its records are told by. #}
{% macro raw_contents(source_node, config) -%}
    select
        '{{ source_node.source_name }}.{{ source_node.name }}' as input,
        coalesce({{ read_value(config.raw_day_type, given('raw_day')) }}, {{ no_day() }}) as day,
        {{ content_of(['part', 'raw_day', 'told']) }} as content
    from {{ ledger_of({'alias': 'raw_days'}) }}
    where source = '{{ raw_days_key(source_node, config) }}' and told <> '0'
    group by 2
{%- endmacro %}

{# The raw records of these days; `text` is how the model reads all of them. #}
{% macro raw_of_days(source_node, config, text, days) -%}
    {%- set rows = run_query(
        'select distinct ' ~ as_literal('raw_day') ~ ' as raw_day, ' ~ as_literal('part') ~ ' as part from ' ~ ledger_of({'alias': 'raw_days'})
        ~ " where source = '" ~ raw_days_key(source_node, config) ~ "' and told <> '0' and "
        ~ among_days(read_value(config.raw_day_type, given('raw_day')), days)
    ) -%}
    {%- set raw_days = rows.columns[0].values() | reject('none') | unique | list -%}
    {%- set of_day -%}
        {{ config.raw_day }} in ({{ (raw_days or ['null']) | join(', ') }})
        {%- if '0001-01-01' in days | map('first') | list %} or {{ config.raw_day }} is null {%- endif %}
    {%- endset -%}
    {{ return('select * from ' ~ adapter.dispatch('raw_parts')(source_node, text, rows.columns[1].values() | unique | list) ~ ' where ' ~ of_day) }}
{%- endmacro %}

{% macro default__raw_parts(source_node, text, parts) -%} {{ return(parquet_files(source_node, parts)) }} {%- endmacro %}
