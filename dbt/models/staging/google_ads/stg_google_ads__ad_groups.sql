{%- set columns = [
    ['ad_set_id', 'ad_group_id', 'id'],
    ['account_id', google_ads_id('ad_group_campaign', 2), 'id'],
    ['campaign_id', first_given(['campaign_id', google_ads_id('ad_group_campaign', 4)]), 'id'],
    ['ad_set_name', 'ad_group_name', 'text'],
    ['platform_status', 'ad_group_status', 'text']
] -%}

{{ staged_stream(source('google_ads', 'ad_group'), columns, key=['ad_set_id']) }}
