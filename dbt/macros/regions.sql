{# Folds spellings of one region together: "Saint Ann", "St. Ann", "ST ANN PARISH" become "st ann". #}
{% macro normalise_region(name) -%} {{ return(adapter.dispatch('normalise_region')(name)) }} {%- endmacro %}
{% macro default__normalise_region(name) -%}
    trim(regexp_replace(regexp_replace(regexp_replace(lower(strip_accents({{ name }})), '[^a-z0-9]+', ' ', 'g'), '\bsaint\b', 'st', 'g'), '\bparish( of)?\b', '', 'g'))
{%- endmacro %}
