{# Of each slice (columns of a raw relation that a sync always reads as a whole, such as the day of a property) what the newest sync said of
   it: rows that it no longer told are gone. Where keys are labels, the latest extraction of each key alone would keep them for ever. #}
{% macro newest_reads(relation, slice) -%} {{ return(adapter.dispatch('newest_reads')(raw_relation(relation), slice)) }} {%- endmacro %}
{% macro default__newest_reads(relation, slice) -%}
(
    with raw_records as (
        select *, {{ sync_id() }} as sync_id
        from {{ relation }}
    ),

    reads as (
        select
            {{ slice | join(', ') }}, sync_id,
            max(max({{ synced_extraction() }})) over (partition by {{ slice | join(', ') }}) as slice_synced_at,
            row_number() over (partition by {{ slice | join(', ') }} order by max(_airbyte_extracted_at) desc, sync_id desc) as place
        from raw_records
        group by {{ slice | join(', ') }}, sync_id
    )

    select raw_records.*, reads.slice_synced_at
    from raw_records
    inner join reads
        on reads.place = 1
        and reads.sync_id is not distinct from raw_records.sync_id
        {%- for column in slice %}
        and reads.{{ column }} is not distinct from raw_records.{{ column }}
        {%- endfor %}
) as newest_reads
{%- endmacro %}

{% macro sync_id() -%} {{ return(adapter.dispatch('sync_id')()) }} {%- endmacro %}
{% macro default__sync_id() -%} json_extract_string(_airbyte_meta, '$.sync_id') {%- endmacro %}
