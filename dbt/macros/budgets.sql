{# A budget goes by what holds it. #}
{% macro budget_id() -%}
    case when budget_level = 'ad_set' then 'ad_set:' || ad_set_id else 'campaign:' || campaign_id end
{%- endmacro %}

{# What holds a budget is no more. #}
{% macro is_gone(status) -%}
    (({{ status }}) in ('DELETED', 'ARCHIVED'))
{%- endmacro %}
