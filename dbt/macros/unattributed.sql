{# Rows for what a platform reports of a campaign's day and of none of its ads, so that ads add up to the campaign: campaigns without ads of
   their own (Performance Max), ads that are no longer reported. Never below nought: where ads say more than their campaign, they count.
   Less than a thousandth is what sums of rounded parts differ by. A day with ads of a campaign that nothing names has no such rows, as
   these ads may be what is missing. #}
{% macro unattributed_rest(ads, campaign_days) %}
{#- Per measure its type and what is too little to be told. -#}
{%- set measures = {
    'account_spend_micros': ['bigint', 1000], 'impressions': ['bigint', 0], 'clicks': ['bigint', 0],
    'conversions': ['decimal(18,6)', 0.001], 'account_value_micros': ['bigint', 1000]
} %}
select *
from (
    select
        whole.date_day, whole.account_id, whole.account_name, whole.account_currency, whole.campaign_id, whole.campaign_name,
        'unattributed:' || whole.campaign_id as ad_set_id, 'Unattributed' as ad_set_name,
        'unattributed:' || whole.campaign_id as ad_id, 'Unattributed' as ad_name,
        whole.objective
        {%- for measure, (type, least) in measures.items() %},
        cast(case
            when whole.{{ measure }} - coalesce(parts.{{ measure }}, 0) > {{ least }} then whole.{{ measure }} - coalesce(parts.{{ measure }}, 0)
            else 0
        end as {{ type }}) as {{ measure }}
        {%- endfor %}
    from {{ campaign_days }} as whole
    left join (
        select
            date_day, campaign_id
            {%- for measure in measures %}, sum({{ measure }}) as {{ measure }}{% endfor %}
        from {{ ads }}
        group by date_day, campaign_id
    ) as parts on parts.date_day = whole.date_day and parts.campaign_id = whole.campaign_id
    where whole.date_day not in (select date_day from {{ ads }} where campaign_id = 'unknown' and date_day is not null)
) as rest
where {% for measure in measures %}{{ measure }} > 0{{ ' or ' if not loop.last }}{% endfor %}
{% endmacro %}

{# One text for the ways in which a report divides a day further, as part of a key. #}
{% macro cell(columns) -%}
    concat_ws('|' {%- for column in columns %}, coalesce(cast({{ column }} as varchar), ''){% endfor %})
{%- endmacro %}
