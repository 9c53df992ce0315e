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

{# The platforms of things that are listed, and that neither their list nor anybody else says a campaign of. #}
{% macro nowhere(mapping, id) %}
    select listed.platform
    from ({{ every_platform(mapping, [id, 'campaign_id']) }}) as listed
    left join {{ ref('int_mentions') }} as mention on mention.platform = listed.platform and mention.{{ id }} = listed.{{ id }}
    where listed.campaign_id is null and mention.{{ id }} is null
{% endmacro %}
