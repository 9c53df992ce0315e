{# A staging model. `columns`: [name, raw SQL, type of read_value]; `key`: names among them, one row each, the latest extraction;
   `objects`: raw columns that hold a JSON object, readable in raw SQL through `field`. Adds `unreadable`, the names of columns
   whose value is there but cannot be read, and what says which extraction a row is from. `synced_at`: when a sync brought a record.
   What has its day in the key is built by day. #}
{% macro staged_stream(relation, columns, key, objects=[], synced_at=none) %}
{{ config(materialized='table', marks=['extracted_at', 'raw_id']) }}
{%- for name, raw, type in columns if name == 'date_day' and name in key -%}
    {{ config(materialized='by_day', raw_day=raw, raw_day_type=type) }}
{%- endfor -%}
{%- set relation = raw_relation(relation) %}
with newest as (
    select
        {%- for name, raw, type in columns if name in key %}
        {{ read_value(type, given(raw)) }} as {{ name }}_key,
        {%- endfor %}
        max(_airbyte_extracted_at) as newest_at,
        max({{ synced_at or synced_extraction() }}) as synced_at
    from {{ relation }}
    group by {% for name in key %}{{ loop.index }}{{ ', ' if not loop.last }}{% endfor %}
),

keyed as (
    select
        {%- for name, raw, type in columns if name in key %}
        {{ read_value(type, given(raw)) }} as {{ name }}_key,
        {%- endfor %}
        *
    from {{ relation }}
),

{# Most of a lake is older extractions: they leave before anything is read. #}
latest as (
    {{ first_per_key('keyed', 'newest', key, synced_at or synced_extraction()) }}
),

objects as (
    select
        {%- for name in objects %}
        {{ parsed(read_value('json_object', given(name))) }} as {{ name }}_object,
        {%- endfor %}
        *
    from latest
)

select
    {{ typed(columns) }},
    cast(synced_at as {{ instant() }}) as extracted_at,
    _airbyte_raw_id as raw_id
from {{ given_texts('objects', columns) }}
{%- endmacro %}

{# When a record was extracted, unless a backfill did: what that brings counts, and makes nothing look fresher. #}
{% macro synced_extraction() -%}
    case when coalesce(cast(_airbyte_meta as varchar), '') not like '%"backfill":%true%' then _airbyte_extracted_at end
{%- endmacro %}

{# Among the newest extractions of a key, one record: the last of them by its id; beside it, when a sync last brought the key. #}
{% macro first_per_key(records, newest, key, synced_at) -%} {{ return(adapter.dispatch('first_per_key')(records, newest, key, synced_at)) }} {%- endmacro %}
{% macro default__first_per_key(records, newest, key, synced_at) -%}
    select {{ records }}.*, {{ newest }}.synced_at
    from {{ records }}
    inner join {{ newest }}
        on {{ newest }}.newest_at = {{ records }}._airbyte_extracted_at
        {%- for name in key %}
        and {{ newest }}.{{ name }}_key is not distinct from {{ records }}.{{ name }}_key
        {%- endfor %}
    qualify row_number() over (
        partition by {% for name in key %}{{ records }}.{{ name }}_key{{ ', ' if not loop.last }}{% endfor %}
        order by {{ records }}._airbyte_raw_id desc
    ) = 1
{%- endmacro %}

{# A relation with, beside all its columns, the given text of each column as `<name>_text`, worked out once. #}
{% macro given_texts(relation, columns) -%}
(
    select
        {%- for name, raw, type in columns %}
        {{ given(raw) }} as {{ name }}_text,
        {%- endfor %}
        *
    from {{ relation }}
) as texts
{%- endmacro %}

{# The select list that reads the texts of `given_texts`, and `unreadable`. #}
{% macro typed(columns) -%}
    {%- for name, raw, type in columns %}
    {{ read_value(type, name ~ '_text') }} as {{ name }},
    {%- endfor %}
    nullif(concat_ws(', ', cast(null as varchar)
    {%- for name, raw, type in columns if type not in ('text', 'id') -%}
        , case when {{ name }}_text {{ "<> 'null'" if type.startswith('json') else 'is not null' }} and {{ read_value(type, name ~ '_text') }} is null then '{{ name }}' end
    {%- endfor -%}
    ), '') as unreadable
{%- endmacro %}
