{# None of these columns is ever null. #}
{% test present(model, columns) %}
{{ config(by_day=true) }}
{%- for column in columns %}
select '{{ column }} is missing in ' || cast(count(*) as varchar) || ' row(s)' as message
from {{ model }}
where {{ column }} is null
having count(*) > 0
{{ 'union all' if not loop.last }}
{%- endfor %}
{% endtest %}
