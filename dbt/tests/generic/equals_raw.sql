{# The fact adds up to the newest raw records of a stream, day by day: nothing was lost or doubled anywhere on the way. `measures` names the
   fact's column and the raw column that it must add up to (several: their sum), `micros` those told in units that are micros in the fact;
   `of` limits the rows of the fact, `by` divides the day: the fact's column and the raw one. `object`: the raw column whose fields the
   measures are. #}
{% test equals_raw(model, raw, fact, of, day, key, measures, micros=[], by={}, day_type='date', object=none) %}
{{ config(by_day=true, raw_day=day, raw_day_type=day_type) }}
{%- set parts = ['date_day'] + by.keys() | list -%}
with raw_days as (
    select
        date_day,
        {%- for column, name in by.items() %}
        {{ read_id(given(name)) }} as {{ column }},
        {%- endfor %}
        {%- for column, names in measures.items() %}
        sum(
            {%- for name in ([names] if names is string else names) %}
            {%- set value = 'coalesce(' ~ read_value('decimal', given(field(object, name) if object else name)) ~ ', 0)' %}
            {{ to_micros(value) if column in micros else 'cast(' ~ value ~ ' as decimal(18,6))' }} {{ '+' if not loop.last }}
            {%- endfor %}
        ) as {{ column }}{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ newest_raw(raw, day, key, day_type, object) }}
    where date_day is not null
    group by date_day {%- for name in by.values() %}, {{ read_id(given(name)) }}{% endfor %}
),

fact_days as (
    select {{ parts | join(', ') }} {%- for column in measures %}, sum({{ column }}) as {{ column }}{% endfor %}
    from {{ fact }}
    where {{ of }}
    group by {{ parts | join(', ') }}
)

{% for column in measures %}
select
    {{ key_label(parts, 'raw_days') }} || ': {{ column }} of {{ fact.identifier }} is ' || coalesce(cast(fact_days.{{ column }} as varchar), 'nothing')
    || ', the newest raw records of {{ raw.schema }}.{{ raw.identifier }} add up to ' || cast(raw_days.{{ column }} as varchar) as message
from raw_days
left join fact_days on {% for part in parts %}fact_days.{{ part }} = raw_days.{{ part }}{{ ' and ' if not loop.last }}{% endfor %}
where raw_days.{{ column }} <> coalesce(fact_days.{{ column }}, 0)
{{ 'union all' if not loop.last }}
{% endfor %}
{% endtest %}
