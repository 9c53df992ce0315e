{%- set columns = [
    ['ad_id', 'id', 'id'],
    ['account_id', 'account_id', 'id'],
    ['campaign_id', 'campaign_id', 'id'],
    ['ad_set_id', 'adset_id', 'id'],
    ['ad_name', 'name', 'text'],
    ['platform_status', first_given(['effective_status', 'status']), 'text'],
    ['creative', 'creative', 'json_object'],
    ['creative_id', field('creative', 'id'), 'id']
] -%}

{{ staged_stream(source('meta', 'ads'), columns, key=['ad_id'], objects=['creative']) }}
