{# One vocabulary for what platforms say of campaigns, ad sets and ads: ACTIVE, PAUSED, PENDING, REJECTED, COMPLETED, ARCHIVED, DELETED, UNKNOWN. #}
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

{# A thing that only reports still know: gone when its stream has been read for that account, else nobody can say. #}
{% macro missing_status(stream_was_read) -%}
    case when {{ stream_was_read }} then 'DELETED' else 'UNKNOWN' end
{%- endmacro %}
