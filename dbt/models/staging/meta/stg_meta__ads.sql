{%- set columns = [
    ['ad_id', 'id', 'id'],
    ['account_id', 'account_id', 'id'],
    ['campaign_id', 'campaign_id', 'id'],
    ['ad_set_id', 'adset_id', 'id'],
    ['ad_name', 'name', 'text'],
    ['platform_status', 'coalesce(effective_status, status)', 'text'],
    ['creative', 'creative', 'json_object'],
    ['creative_id', json_text('creative', 'id'), 'id']
] -%}

with typed as (
    select
        {{ typed(columns) }}
    from {{ source('meta', 'ads') }}
)

{{ latest_extraction('typed', ['ad_id']) }}
