{# As `equals_raw`, for conversions and value that stand among the entries of a raw JSON array: `counted` names the array, and the column of
   seed meta_conversion_actions that says whether a type counts, per column of the fact. #}
{% test actions_equal_raw(model, raw, fact, of, day, key, counted) %}
{{ config(by_day=true, raw_day=day, raw_day_type='date') }}
with newest as (
    select date_day {%- for kind, counts in counted.values() %}, {{ read_value('json_array', given(kind)) }} as {{ kind }}{% endfor %}
    from {{ newest_raw(raw, day, key) }}
    where date_day is not null
),

fact_days as (
    select date_day {%- for column in counted %}, sum({{ column }}) as {{ column }}{% endfor %}
    from {{ fact }}
    where {{ of }}
    group by date_day
)

{% for column, (kind, counts) in counted.items() %}
select
    cast(raw_days.date_day as varchar) || ': {{ column }} of {{ fact.identifier }} is ' || coalesce(cast(fact_days.{{ column }} as varchar), 'nothing')
    || ', the newest raw records of {{ raw.schema }}.{{ raw.identifier }} add up to ' || cast(raw_days.amount as varchar) as message
from (
    select newest_days.date_day, coalesce(listed_days.amount, 0) as amount
    from (select distinct date_day from newest) as newest_days
    left join (
        select entry.date_day, sum({{ read_value('decimal', given('entry.action_value')) }}) as amount
        from ({{ meta_actions('newest', ['date_day'], kind) }}) as entry
        inner join {{ ref('meta_conversion_actions') }} as listed on listed.action_type = entry.action_type and listed.{{ counts }}
        group by entry.date_day
    ) as listed_days on listed_days.date_day = newest_days.date_day
) as raw_days
left join fact_days on fact_days.date_day = raw_days.date_day
where raw_days.amount <> coalesce(fact_days.{{ column }}, 0)
{{ 'union all' if not loop.last }}
{% endfor %}
{% endtest %}
