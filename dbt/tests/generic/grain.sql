{# The key: no part of it is null, and no two rows share it. #}
{% test grain(model, columns) %}
{{ config(by_day='date_day' in columns) }}
select
    'key {{ columns | join(", ") }}: '
    || {{ key_label(columns) }}
    || ' in ' || cast(count(*) as varchar) || ' row(s)' as message
from {{ model }}
group by {{ columns | join(', ') }}
having count(*) > 1 {%- for column in columns %} or {{ column }} is null {%- endfor %}
{% endtest %}
