{# A campaign's or ad group's status in our vocabulary. #}
{% macro microsoft_ads_status(status) -%}
    case
        when {{ status }} = 'Active' then 'ACTIVE'
        when {{ status }} in ('Paused', 'BudgetPaused', 'BudgetAndManualPaused', 'Suspended', 'Inactive') then 'PAUSED'
        when {{ status }} = 'Draft' then 'PENDING'
        when {{ status }} = 'Expired' then 'COMPLETED'
        when {{ status }} = 'Deleted' then 'DELETED'
        else 'UNKNOWN'
    end
{%- endmacro %}

{# An ad that is switched on may wait for the editors (`Inactive`), or have failed them. #}
{% macro microsoft_ads_ad_status(status, editorial_status) -%}
    case
        when {{ status }} = 'Active' and {{ editorial_status }} = 'Disapproved' then 'REJECTED'
        when {{ status }} = 'Active' and {{ editorial_status }} = 'Inactive' then 'PENDING'
        else {{ microsoft_ads_status(status) }}
    end
{%- endmacro %}

{# A day, as text, of an object {Day, Month, Year} among the `objects` of staged_stream. #}
{% macro microsoft_ads_day(column) -%}
    {{ field(column, 'Year') }} || '-' || lpad({{ field(column, 'Month') }}, 2, '0') || '-' || lpad({{ field(column, 'Day') }}, 2, '0')
{%- endmacro %}
