{# TikTok: the secondary status says why something does not deliver, the operation status only what the switch says. #}
{% macro tiktok_status(operation_status, secondary_status) -%}
    case
        when {{ secondary_status }} like '%\_DELETE' escape '\' or {{ operation_status }} = 'DELETE' then 'DELETED'
        when {{ secondary_status }} like '%REJECT%' or {{ secondary_status }} like '%AUDIT\_DENY%' escape '\' then 'REJECTED'
        when {{ secondary_status }} like '%\_AUDIT' escape '\' or {{ secondary_status }} like '%REAUDIT%' then 'PENDING'
        when {{ secondary_status }} like '%\_DONE' escape '\' or {{ secondary_status }} like '%TIME\_DONE%' escape '\' then 'COMPLETED'
        when {{ operation_status }} = 'DISABLE' or {{ secondary_status }} like '%DISABLE%' then 'PAUSED'
        when {{ operation_status }} = 'ENABLE' or {{ secondary_status }} like '%ENABLE%' or {{ secondary_status }} like '%DELIVERY\_OK%' escape '\' then 'ACTIVE'
        else 'UNKNOWN'
    end
{%- endmacro %}

{# TikTok reports value per place of sale: website (total_complete_payment_rate, its misnomer for the value of complete payments),
   app and TikTok shop. An ad sells in one place; the first that has value counts, so nothing is counted twice. #}
{% macro tiktok_value(reports) -%}
    coalesce(nullif({{ reports }}.website_value, 0), nullif({{ reports }}.app_value, 0), nullif({{ reports }}.shop_value, 0), 0)
{%- endmacro %}

{# The columns budget and budget_mode: a budget is of a day or of the whole schedule. #}
{% macro tiktok_daily_micros() -%}
    case when budget_mode in ('BUDGET_MODE_DAY', 'BUDGET_MODE_DYNAMIC_DAILY_BUDGET') then {{ to_micros('coalesce(budget, 0)') }} else 0 end
{%- endmacro %}
{% macro tiktok_lifetime_micros() -%}
    case when budget_mode = 'BUDGET_MODE_TOTAL' then {{ to_micros('coalesce(budget, 0)') }} else 0 end
{%- endmacro %}
