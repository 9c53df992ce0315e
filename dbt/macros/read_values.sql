{# Lake columns arrive as text whatever the connector's version landed. These macros turn text into values;
   what is there but cannot be read becomes null *and* is named in `unreadable` (see `typed`), which a test refuses. #}

{# The text of a raw value, null when the platform left it out: empty, or the dash that reports print for "does not apply". #}
{% macro given(raw) -%}
    nullif(nullif(trim(cast({{ raw }} as varchar)), ''), '-')
{%- endmacro %}

{# The text of the first of these raw values that the platform did not leave out. #}
{% macro first_given(raws) -%}
    coalesce({% for raw in raws %}{{ given(raw) }}{{ ', ' if not loop.last }}{% endfor %})
{%- endmacro %}

{# Reads a text of `given`. #}
{% macro read_value(type, text) -%}
    {%- if type == 'text' -%} {{ text }}
    {%- elif type == 'id' -%} {{ read_id(text) }}
    {%- elif type == 'decimal' -%} {{ try_read(text, 'decimal(38,9)') }}
    {%- elif type == 'rate' -%} {{ try_read(text, 'decimal(19,12)') }}
    {%- elif type == 'integer' -%} {{ read_integer(text) }}
    {%- elif type == 'date' -%} {{ try_read('substr(' ~ text ~ ', 1, 10)', 'date') }}
    {%- elif type == 'compact_date' -%} {{ read_compact_date(text) }}
    {%- elif type == 'currency' -%} {{ read_currency(text) }}
    {%- elif type == 'json_array' -%} {{ read_json(text, 'ARRAY') }}
    {%- elif type == 'json_object' -%} {{ read_json(text, 'OBJECT') }}
    {%- else -%} {{ exceptions.raise_compiler_error("read_value knows no type '" ~ type ~ "'") }}
    {%- endif -%}
{%- endmacro %}

{# GA4 writes 20230424. #}
{% macro read_compact_date(text) -%}
    {{ try_read('concat(substr(' ~ text ~ ", 1, 4), '-', substr(" ~ text ~ ", 5, 2), '-', substr(" ~ text ~ ', 7, 2))', 'date') }}
{%- endmacro %}

{# The raw SQL of a label that is part of a key: what nobody named is `(not set)`, as GA4 says it. #}
{% macro or_not_set(raw) -%}
    coalesce({{ given(raw) }}, '(not set)')
{%- endmacro %}

{% macro try_read(text, type) -%} {{ return(adapter.dispatch('try_read')(text, type)) }} {%- endmacro %}
{% macro default__try_read(text, type) -%} try_cast({{ text }} as {{ type }}) {%- endmacro %}

{# Ids are text; one that was landed as a number loses the decimals it got there. #}
{% macro read_id(text) -%} {{ return(adapter.dispatch('read_id')(text)) }} {%- endmacro %}
{% macro default__read_id(text) -%}
    case when {{ text }} like '%.%' then regexp_replace({{ text }}, '^([0-9]+)\.0+$', '\1') else {{ text }} end
{%- endmacro %}

{# A count: "12" and "12.0" are 12, "12.5" cannot be read. #}
{% macro read_integer(text) -%}
    coalesce({{ try_read('case when ' ~ text ~ " not like '%.%' then " ~ text ~ ' end', 'bigint') }}, case
        when {{ try_read(text, 'decimal(38,9)') }} = round({{ try_read(text, 'decimal(38,9)') }}, 0)
            then {{ whole_number(try_read(text, 'decimal(38,9)')) }}
    end)
{%- endmacro %}

{# A decimal without decimals as a bigint, null when it is too large. #}
{% macro whole_number(decimal) -%} {{ return(adapter.dispatch('whole_number')(decimal)) }} {%- endmacro %}
{% macro default__whole_number(decimal) -%} try_cast({{ decimal }} as bigint) {%- endmacro %}

{% macro read_currency(text) -%} {{ return(adapter.dispatch('read_currency')(text)) }} {%- endmacro %}
{% macro default__read_currency(text) -%}
    case when regexp_full_match(upper({{ text }}), '[A-Z]{3}') then upper({{ text }}) end
{%- endmacro %}

{% macro read_json(text, kind) -%} {{ return(adapter.dispatch('read_json')(text, kind)) }} {%- endmacro %}
{% macro default__read_json(text, kind) -%}
    case when json_valid({{ text }}) then case when json_type({{ text }}) = '{{ kind }}' then {{ text }} end end
{%- endmacro %}

{# A field, as text, of a raw column that staged_stream lists among its `objects`. #}
{% macro field(column, name) -%} {{ return(adapter.dispatch('field')(column, name)) }} {%- endmacro %}
{% macro default__field(column, name) -%}
    json_extract_string({{ column }}_object, '$.{{ name }}')
{%- endmacro %}

{# A text that holds a JSON object, or null, as what `field` reads. #}
{% macro parsed(text) -%} {{ return(adapter.dispatch('parsed')(text)) }} {%- endmacro %}
{% macro default__parsed(text) -%} {{ text }} {%- endmacro %}
