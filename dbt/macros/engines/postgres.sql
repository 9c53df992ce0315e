{# What PostgreSQL 15 and later says in words of its own, macro by macro; each stands with what it means where it is dispatched. #}

{% macro postgres__divide_micros(part, whole) -%}
    cast(sign({{ part }}) * div(2 * abs(cast({{ part }} as numeric)) + ({{ whole }}), 2 * ({{ whole }})) as bigint)
{%- endmacro %}

{% macro postgres__rate_over(part, whole) -%}
    cast(div(2000000000000 * cast({{ part }} as numeric) + cast({{ whole }} as numeric), 2 * cast({{ whole }} as numeric)) / 1000000000000 as decimal(19,12))
{%- endmacro %}

{% macro postgres__sync_id() -%} cast(_airbyte_meta as jsonb) ->> 'sync_id' {%- endmacro %}

{% macro postgres__linkedin_day(milliseconds) -%}
    case
        when {{ milliseconds }} ~ '^-?[0-9]{1,15}$'
            then cast(cast(timestamp '1970-01-01' + cast({{ milliseconds }} as bigint) * interval '1 millisecond' as date) as varchar)
        else {{ milliseconds }}
    end
{%- endmacro %}

{% macro postgres__meta_actions(relation, key, kind) -%}
    select {{ key | join(', ') }}, entry ->> 'action_type' as action_type, entry ->> 'value' as action_value
    from {{ relation }}
    cross join lateral jsonb_array_elements(cast({{ kind }} as jsonb)) as entry
    where {{ kind }} is not null
{%- endmacro %}

{# PostgreSQL 15 has no cast that gives null: what would fail is kept out. The day is compared with the last of its month. #}
{% macro postgres__try_read(text, type) -%}
    cast(
    {%- if type == 'date' -%}
    case
        when {{ text }} ~ '^[0-9]{4}-(0?[1-9]|1[0-2])-(0?[1-9]|[12][0-9]|3[01])$' and {{ text }} !~ '^0000' then case
            when cast(split_part({{ text }}, '-', 3) as integer) <= extract(day from cast(split_part({{ text }}, '-', 1) || '-' || split_part({{ text }}, '-', 2) || '-1' as date) + interval '1 month' - interval '1 day')
                then {{ text }}
        end
    end
    {%- elif type == 'bigint' -%} case when {{ text }} ~ '^[+-]?[0-9]{1,18}$' then {{ text }} end
    {%- else -%}
    case
        when {{ text }} ~ '^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]{1,2})?$'
            then case when abs(cast({{ text }} as numeric)) < {{ '9999999' if type == 'decimal(19,12)' else '1e29' }} then cast({{ text }} as numeric) end
    end
    {%- endif %} as {{ type }})
{%- endmacro %}

{% macro postgres__whole_number(decimal) -%} case when abs({{ decimal }}) < 9223372036854775807 then cast({{ decimal }} as bigint) end {%- endmacro %}

{% macro postgres__read_currency(text) -%} case when upper({{ text }}) ~ '^[A-Z]{3}$' then upper({{ text }}) end {%- endmacro %}

{# What looks like it and is none ends the build: PostgreSQL 15 cannot ask. The columns that sync lands are jsonb, and cannot be wrong. #}
{% macro postgres__read_json(text, kind) -%}
    case when {{ text }} ~ '^{{ {"ARRAY": "[[].*[]]", "OBJECT": "[{].*[}]"}[kind] }}$' then {{ text }} end
{%- endmacro %}

{% macro postgres__field(column, name) -%} ({{ column }}_object ->> '{{ name }}') {%- endmacro %}

{% macro postgres__parsed(text) -%} cast({{ text }} as jsonb) {%- endmacro %}

{# Without an extension accents go by taking letters apart. A word's edge is \y here, \b a backspace. #}
{% macro postgres__normalise_region(name) -%}
    trim(regexp_replace(regexp_replace(regexp_replace(lower(regexp_replace(normalize({{ name }}, nfd), '[\u0300-\u036f]', '', 'g')), '[^a-z0-9]+', ' ', 'g'), '\ysaint\y', 'st', 'g'), '\yparish( of)?\y', '', 'g'))
{%- endmacro %}

{% macro postgres__content_of(columns) -%}
    cast(count(*) as varchar) || ':' || cast(coalesce(sum(hashtextextended(cast(row({{ columns | join(', ') }}) as text), 0)), 0) as varchar)
{%- endmacro %}
