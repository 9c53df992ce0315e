{%- set columns = [
    ['creative_id', 'id', 'id'],
    ['thumbnail_url', 'thumbnail_url', 'text']
] -%}

with typed as (
    select
        {{ typed(columns) }}
    from {{ source('meta', 'ad_creatives') }}
)

{{ latest_extraction('typed', ['creative_id']) }}
