{# Lake columns arrive as text whatever the connector's version landed. These macros turn text into values;
   what is there but cannot be read becomes null *and* is named in `unreadable` (see `typed`), which a test refuses. #}

{# The text of a raw value, null when the platform left it out: empty, or the dash that reports print for "does not apply". #}
{% macro given(raw) -%}
    nullif(nullif(trim(cast({{ raw }} as varchar)), ''), '-')
{%- endmacro %}

{% macro read_value(type, raw) -%}
    {%- if type == 'text' -%} nullif(trim(cast({{ raw }} as varchar)), '')
    {%- elif type == 'id' -%} {{ read_id(raw) }}
    {%- elif type == 'decimal' -%} {{ read_decimal(raw) }}
    {%- elif type == 'integer' -%} {{ read_integer(raw) }}
    {%- elif type == 'date' -%} {{ read_date(raw) }}
    {%- elif type == 'currency' -%} {{ read_currency(raw) }}
    {%- elif type == 'json_array' -%} {{ read_json(raw, 'ARRAY') }}
    {%- elif type == 'json_object' -%} {{ read_json(raw, 'OBJECT') }}
    {%- else -%} {{ exceptions.raise_compiler_error("read_value knows no type '" ~ type ~ "'") }}
    {%- endif -%}
{%- endmacro %}

{# Ids are text; one that was landed as a number loses the decimals it got there. #}
{% macro read_id(raw) -%} {{ return(adapter.dispatch('read_id')(raw)) }} {%- endmacro %}
{% macro default__read_id(raw) -%}
    regexp_replace({{ given(raw) }}, '^([0-9]+)\.0+$', '\1')
{%- endmacro %}

{% macro try_read(text, type) -%} {{ return(adapter.dispatch('try_read')(text, type)) }} {%- endmacro %}
{% macro default__try_read(text, type) -%} try_cast({{ text }} as {{ type }}) {%- endmacro %}

{% macro read_decimal(raw) -%}
    {{ try_read(given(raw), 'decimal(38,9)') }}
{%- endmacro %}

{# A count: "12" and "12.0" are 12, "12.5" cannot be read. #}
{% macro read_integer(raw) -%}
    case when {{ read_decimal(raw) }} = trunc({{ read_decimal(raw) }}) then {{ try_read(read_decimal(raw), 'bigint') }} end
{%- endmacro %}

{# The day as the platform writes it: the first ten characters of a date or a date-time. No time zone is shifted. #}
{% macro read_date(raw) -%}
    {{ try_read('substr(' ~ given(raw) ~ ', 1, 10)', 'date') }}
{%- endmacro %}

{% macro read_currency(raw) -%} {{ return(adapter.dispatch('read_currency')(raw)) }} {%- endmacro %}
{% macro default__read_currency(raw) -%}
    case when regexp_full_match(upper({{ given(raw) }}), '[A-Z]{3}') then upper({{ given(raw) }}) end
{%- endmacro %}

{% macro read_json(raw, kind) -%} {{ return(adapter.dispatch('read_json')(raw, kind)) }} {%- endmacro %}
{% macro default__read_json(raw, kind) -%}
    case when json_valid({{ given(raw) }}) then case when json_type({{ given(raw) }}) = '{{ kind }}' then {{ given(raw) }} end end
{%- endmacro %}

{# One field of a JSON object as text; null when the object cannot be read. #}
{% macro json_text(raw, field) -%} {{ return(adapter.dispatch('json_text')(raw, field)) }} {%- endmacro %}
{% macro default__json_text(raw, field) -%}
    json_extract_string({{ read_json(raw, 'OBJECT') }}, '$.{{ field }}')
{%- endmacro %}
