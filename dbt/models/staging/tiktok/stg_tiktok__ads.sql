{%- set columns = [
    ['ad_id', 'ad_id', 'id'],
    ['account_id', 'advertiser_id', 'id'],
    ['campaign_id', 'campaign_id', 'id'],
    ['campaign_name', 'campaign_name', 'text'],
    ['ad_set_id', 'adgroup_id', 'id'],
    ['ad_set_name', 'adgroup_name', 'text'],
    ['ad_name', 'ad_name', 'text'],
    ['operation_status', 'operation_status', 'text'],
    ['secondary_status', 'secondary_status', 'text']
] -%}

{{ staged_stream(source('tiktok', 'ads'), columns, key=['ad_id']) }}
