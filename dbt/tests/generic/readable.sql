{# Nothing that the platform said was lost in reading: a value that is there but is no number, day or JSON is named. #}
{% test readable(model, key) %}
select
    'cannot read ' || unreadable || ' of '
    || concat_ws(', ' {%- for column in key %}, coalesce(cast({{ column }} as varchar), 'null'){% endfor %}) as message
from {{ model }}
where unreadable is not null
{% endtest %}
