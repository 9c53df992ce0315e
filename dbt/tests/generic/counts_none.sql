{# A count of what went wrong is nought in every row. #}
{% test counts_none(model, column, key) %}
{{ config(by_day=true) }}
select '{{ column }} of ' || {{ key_label(key) }} || ': ' || cast({{ column }} as varchar) as message
from {{ model }}
where {{ column }} > 0
{% endtest %}
