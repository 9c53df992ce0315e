{# A campaign's, ad group's or ad's status in our vocabulary. `serving_status`, of campaigns, says whether it is over or has yet to begin. #}
{% macro google_ads_status(status, serving_status='null') -%}
    case
        when {{ status }} = 'REMOVED' then 'DELETED'
        when {{ status }} = 'ENABLED' and {{ serving_status }} = 'ENDED' then 'COMPLETED'
        when {{ status }} = 'ENABLED' and {{ serving_status }} = 'PENDING' then 'PENDING'
        when {{ status }} = 'ENABLED' then 'ACTIVE'
        when {{ status }} = 'PAUSED' then 'PAUSED'
        else 'UNKNOWN'
    end
{%- endmacro %}

{# An ad that is switched on may wait for Google's review, or have failed it. #}
{% macro google_ads_ad_status(status, approval_status, review_status) -%}
    case
        when {{ status }} = 'ENABLED' and {{ approval_status }} = 'DISAPPROVED' then 'REJECTED'
        when {{ status }} = 'ENABLED' and {{ review_status }} = 'REVIEW_IN_PROGRESS' and coalesce({{ approval_status }}, 'UNKNOWN') = 'UNKNOWN' then 'PENDING'
        else {{ google_ads_status(status) }}
    end
{%- endmacro %}

{# The id at `place` of a resource name: of `customers/1/campaigns/2` the account stands at 2, the campaign at 4. #}
{% macro google_ads_id(resource_name, place) -%}
    nullif(split_part({{ resource_name }}, '/', {{ place }}), '')
{%- endmacro %}
