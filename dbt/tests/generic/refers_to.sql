{# Every row's key is found in another model; keys of several columns, unlike the built-in relationships test. #}
{% test refers_to(model, columns, to) %}
{{ config(by_day=true, whole_columns=columns) }}
with children as (
    select distinct {{ columns | join(', ') }} from {{ model }}
)

select
    'no row in {{ to.identifier }} for '
    || {{ key_label(columns, 'children') }} as message
from children
where not exists (
    select 1
    from {{ to }} as parents
    where {% for column in columns %}parents.{{ column }} = children.{{ column }}{{ ' and ' if not loop.last }}{% endfor %}
)
{% endtest %}
