{# Per key the values of the best mention: the lowest rank first, then the newest; `needs` must not be null. #}
{% macro newest_mention(key, columns, needs) %}
    select {{ (key + columns) | join(', ') }}
    from (
        select
            {{ (key + columns) | join(', ') }},
            row_number() over (
                partition by {{ key | join(', ') }}
                order by mention_rank, mentioned_at desc nulls last, {{ columns | join(' nulls last, ') }} nulls last
            ) as place
        from {{ ref('int_mentions') }}
        where {{ key[-1] }} is not null and {{ needs }} is not null
    ) as mention
    where place = 1
{% endmacro %}
