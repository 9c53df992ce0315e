{# `effective_status`, or `status`, in our vocabulary. #}
{% macro meta_status(status) -%}
    case
        when {{ status }} in ('ACTIVE', 'WITH_ISSUES') then 'ACTIVE'
        when {{ status }} in ('PAUSED', 'CAMPAIGN_PAUSED', 'ADSET_PAUSED') then 'PAUSED'
        when {{ status }} in ('PENDING_REVIEW', 'IN_PROCESS', 'PREAPPROVED', 'PENDING_BILLING_INFO') then 'PENDING'
        when {{ status }} = 'DISAPPROVED' then 'REJECTED'
        when {{ status }} = 'ARCHIVED' then 'ARCHIVED'
        when {{ status }} = 'DELETED' then 'DELETED'
        else 'UNKNOWN'
    end
{%- endmacro %}

{# Conversions and their value per key of a Meta report relation, by the list of action types in seed meta_conversion_actions.
   Columns: the key, conversions decimal(18,6), value decimal(38,9), unreadable_actions (entries whose number cannot be read). #}
{% macro meta_conversions(relation, key) -%}
    select
        {{ key | join(', ') }},
        cast(sum(case when entry.kind = 'actions' and listed.counts_conversion then entry.amount else 0 end) as decimal(18,6)) as conversions,
        cast(sum(case when entry.kind = 'action_values' and listed.counts_value then entry.amount else 0 end) as decimal(29,9)) as value,
        count(case when entry.amount is null then 1 end) as unreadable_actions
    from (
        {%- for kind in ['actions', 'action_values'] %}
        select
            {{ key | join(', ') }}, '{{ kind }}' as kind,
            action_type, {{ read_value('decimal', given('action_value')) }} as amount
        from ({{ meta_actions(relation, key, kind) }}) as action
        {{ 'union all' if not loop.last }}
        {%- endfor %}
    ) as entry
    inner join {{ ref('meta_conversion_actions') }} as listed on listed.action_type = entry.action_type
    group by {{ key | join(', ') }}
{%- endmacro %}

{# One row per entry of a column that holds a JSON array of them: the key, action_type, action_value. #}
{% macro meta_actions(relation, key, kind) -%} {{ return(adapter.dispatch('meta_actions')(relation, key, kind)) }} {%- endmacro %}
{% macro default__meta_actions(relation, key, kind) -%}
    select {{ key | join(', ') }}, entry.action_type as action_type, entry.value as action_value
    from (
        select {{ key | join(', ') }}, unnest(from_json({{ kind }}, '[{"action_type": "VARCHAR", "value": "VARCHAR"}]')) as entry
        from {{ relation }}
        where {{ kind }} is not null
    ) as entries
{%- endmacro %}

{# What both Meta reports tell beside their key: spend, delivery and conversions, of relations `insights` and `conversions`. #}
{% macro meta_measures() -%}
    {{ to_micros('coalesce(insights.spend, 0)') }} as account_spend_micros,
    coalesce(insights.impressions, 0) as impressions,
    coalesce(insights.clicks, 0) as clicks,
    cast(coalesce(conversions.conversions, 0) as decimal(18,6)) as conversions,
    {{ to_micros('coalesce(conversions.value, 0)') }} as account_value_micros,
    coalesce(conversions.unreadable_actions, 0) as unreadable_actions
{%- endmacro %}

{# A budget in account micros, where `units` is the row of meta_currency_units of its currency: most have hundredths. #}
{% macro meta_budget_micros(budget) -%}
    cast(round(coalesce({{ budget }}, 0) * coalesce(units.micros_per_unit, 10000), 0) as bigint)
{%- endmacro %}
