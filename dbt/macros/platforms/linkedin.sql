{# A campaign group's or campaign's status in our vocabulary. A group that is over still says ACTIVE: its last day tells. #}
{% macro linkedin_status(status, end_date) -%}
    case
        when {{ status }} = 'ACTIVE' and {{ end_date }} < {{ as_of_day() }} then 'COMPLETED'
        when {{ status }} in ('ACTIVE', 'PAUSED', 'COMPLETED', 'ARCHIVED') then {{ status }}
        when {{ status }} = 'CANCELED' then 'ARCHIVED'
        when {{ status }} = 'DRAFT' then 'PENDING'
        when {{ status }} in ('PENDING_DELETION', 'REMOVED') then 'DELETED'
        else 'UNKNOWN'
    end
{%- endmacro %}

{# A creative's status: what people want of it, unless LinkedIn's review says otherwise. #}
{% macro linkedin_creative_status(intended_status, review_status) -%}
    case
        when {{ intended_status }} = 'ACTIVE' and {{ review_status }} = 'REJECTED' then 'REJECTED'
        when {{ intended_status }} = 'ACTIVE' and {{ review_status }} in ('PENDING', 'NEEDS_REVIEW') then 'PENDING'
        else {{ linkedin_status(intended_status, 'cast(null as date)') }}
    end
{%- endmacro %}

{# The id of `urn:li:sponsoredCampaign:123`; a plain id stays as it is. #}
{% macro linkedin_id(urn) -%} {{ return(adapter.dispatch('linkedin_id')(urn)) }} {%- endmacro %}
{% macro default__linkedin_id(urn) -%} regexp_replace(cast({{ urn }} as varchar), '^.*:', '') {%- endmacro %}

{# The UTC day, as text, of milliseconds since 1970; what is no such number stays as it is, to be named as unreadable. #}
{% macro linkedin_day(milliseconds) -%} {{ return(adapter.dispatch('linkedin_day')(milliseconds)) }} {%- endmacro %}
{% macro default__linkedin_day(milliseconds) -%}
    coalesce(cast(cast(make_timestamp(try_cast({{ milliseconds }} as bigint) * 1000) as date) as varchar), {{ milliseconds }})
{%- endmacro %}

{# Conversions on websites, after a click or a view, and leads of forms that LinkedIn fills in. #}
{% macro linkedin_conversions(reports) -%}
    (coalesce({{ reports }}.website_conversions, 0) + coalesce({{ reports }}.one_click_leads, 0))
{%- endmacro %}
