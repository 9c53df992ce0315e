{# Of a raw relation, where no extraction is ever overwritten, the first record of each key and every later one that tells something else:
   what a report said, and when it began to say so. `columns`, `key` and `objects` as for `staged_stream`; `told` is raw SQL of what may
   change: what is told again is never read. All sources of a model have their day (`date_day`) in the same column. Adds record_id (the key as text), read_number (1 is the first), sync_id, extracted_at. #}
{% macro changed_reads(relation, columns, key, told, objects=[]) -%}
{%- for name, raw, type in columns if name == 'date_day' and name in key -%}
    {{ config(materialized='by_day', raw_day=raw, raw_day_type=type) }}
{%- endfor -%}
{%- set record -%} {% for name in key %}{{ name }}_key{{ ', ' if not loop.last }}{% endfor %} {%- endset -%}
(
    with keyed as (
        select
            {%- for name, raw, type in columns if name in key %}
            {{ read_value(type, given(raw)) }} as {{ name }}_key,
            {%- endfor %}
            {{ cell(told) }} as told,
            coalesce({{ sync_id() }}, cast(_airbyte_extracted_at as varchar)) as sync_id,
            *
        from {{ raw_relation(relation) }}
    ),

    numbered as (
        select
            *,
            lag(told) over (partition by {{ record }} order by _airbyte_extracted_at, _airbyte_raw_id) as told_before,
            row_number() over (partition by {{ record }} order by _airbyte_extracted_at, _airbyte_raw_id) as read_number
        from keyed
    ),

    objects as (
        select
            {%- for name in objects %}
            {{ parsed(read_value('json_object', given(name))) }} as {{ name }}_object,
            {%- endfor %}
            *
        from numbered
        where told_before is null or told <> told_before
    )

    select
        {{ typed(columns) }},
        concat_ws('|' {%- for name in key %}, coalesce(cast({{ name }}_key as varchar), ''){% endfor %}) as record_id,
        read_number,
        sync_id,
        cast(_airbyte_extracted_at as {{ instant() }}) as extracted_at
    from {{ given_texts('objects', columns) }}
) as changed_reads
{%- endmacro %}
