{%- set columns = [
    ['creative_id', 'id', 'id'],
    ['thumbnail_url', 'thumbnail_url', 'text']
] -%}

{{ staged_stream(source('meta', 'ad_creatives'), columns, key=['creative_id']) }}
