{# What Trino with Iceberg says in words of its own, macro by macro; each stands with what it means where it is dispatched. #}

{% macro trino__add_days(day, count) -%} date_add('day', {{ count }}, {{ day }}) {%- endmacro %}

{% macro trino__days_between(first, second) -%} date_diff('day', {{ first }}, {{ second }}) {%- endmacro %}

{% macro trino__instant() -%} timestamp(6) with time zone {%- endmacro %}

{# Decimals without decimals are rounded half away from zero when they are divided. #}
{% macro trino__divide_micros(part, whole) -%}
    cast(cast({{ part }} as decimal(38,0)) / cast({{ whole }} as decimal(19,0)) as bigint)
{%- endmacro %}

{# Its division of decimals keeps their scale, and rounds. #}
{% macro trino__rate_over(part, whole) -%}
    cast(cast({{ part }} as decimal(19,12)) / cast({{ whole }} as decimal(19,12)) as decimal(19,12))
{%- endmacro %}

{% macro trino__sync_id() -%} json_extract_scalar(_airbyte_meta, '$.sync_id') {%- endmacro %}

{% macro trino__linkedin_day(milliseconds) -%}
    {%- set instant = 'try_cast(' ~ milliseconds ~ ' as bigint)' -%}
    coalesce(
        cast(date_add('day', ({{ instant }} - mod(mod({{ instant }}, 86400000) + 86400000, 86400000)) / 86400000, date '1970-01-01') as varchar),
        {{ milliseconds }}
    )
{%- endmacro %}

{% macro trino__meta_actions(relation, key, kind) -%}
    select
        {{ key | join(', ') }},
        json_extract_scalar(entry, '$.action_type') as action_type, json_extract_scalar(entry, '$.value') as action_value
    from {{ relation }}
    cross join unnest(cast(json_parse({{ kind }}) as array(json))) as entries (entry)
    where {{ kind }} is not null
{%- endmacro %}

{% macro trino__read_id(text) -%} regexp_replace({{ text }}, '^([0-9]+)\.0+$', '$1') {%- endmacro %}

{% macro trino__read_currency(text) -%} case when regexp_like(upper({{ text }}), '^[A-Z]{3}$') then upper({{ text }}) end {%- endmacro %}

{% macro trino__read_json(text, kind) -%}
    case when starts_with(json_format(try(json_parse({{ text }}))), '{{ {"ARRAY": "[", "OBJECT": "{"}[kind] }}') then {{ text }} end
{%- endmacro %}

{% macro trino__field(column, name) -%} json_extract_scalar({{ column }}_object, '$.{{ name }}') {%- endmacro %}

{% macro trino__normalise_region(name) -%}
    trim(regexp_replace(regexp_replace(regexp_replace(lower(regexp_replace(normalize({{ name }}, NFD), '\p{M}', '')), '[^a-z0-9]+', ' '), '\bsaint\b', 'st'), '\bparish( of)?\b', ''))
{%- endmacro %}

{% macro trino__snapshot_get_time() -%}
    cast('{{ snapshot_instant().strftime("%Y-%m-%d %H:%M:%S.%f") }} UTC' as {{ instant() }})
{%- endmacro %}

{% macro trino__content_of(columns) -%}
    cast(count(*) as varchar) || ':' || coalesce(to_hex(checksum(row({{ columns | join(', ') }}))), '')
{%- endmacro %}
