{# What every staging model must be: its key is never null and holds one row, columns in `present` are never null, and nothing that
   the platform said was lost in reading (a value that is there but is no number, day or JSON is named in `unreadable`). #}
{% test staged(model, key, present=[]) %}
{{ config(by_day='date_day' in key) }}
{%- set label = key_label(key) -%}
select 'key {{ key | join(", ") }}: ' || {{ label }} || ' in ' || cast(count(*) as varchar) || ' row(s)' as message
from {{ model }}
group by {{ key | join(', ') }}
having count(*) > 1 {%- for column in key %} or {{ column }} is null {%- endfor %}
union all
select 'cannot read ' || unreadable || ' of ' || {{ label }} as message
from {{ model }}
where unreadable is not null
{%- for column in present %}
union all
select '{{ column }} is missing of ' || {{ label }} as message
from {{ model }}
where {{ column }} is null and unreadable is null
{%- endfor %}
{% endtest %}
