{# A platform's mapping lost nothing of what staging read: sums per day are equal. `sums` names the mapping's column and, as SQL over
   the staging model, what it must add up to; `of` limits the rows of the mapping. #}
{% test adds_up_to(model, staged, sums, of='true') %}
{{ config(by_day=true) }}
with both_sides as (
    select date_day {%- for column in sums %}, {{ column }}{% endfor %}
    from {{ model }}
    where {{ of }}
    union all
    select date_day {%- for expression in sums.values() %}, -({{ expression }}){% endfor %}
    from {{ staged }}
)

select cast(date_day as varchar) || ': {{ model.identifier }} does not add up to {{ staged.identifier }}' as message
from both_sides
group by date_day
having {% for column in sums %}sum({{ column }}) <> 0{{ ' or ' if not loop.last }}{% endfor %}
{% endtest %}
