{%- set columns = [
    ['ad_id', 'ad_group_ad_ad_id', 'id'],
    ['account_id', google_ads_id('ad_group_ad_ad_group', 2), 'id'],
    ['ad_set_id', first_given(['ad_group_id', google_ads_id('ad_group_ad_ad_group', 4)]), 'id'],
    ['ad_name', 'ad_group_ad_ad_name', 'text'],
    ['platform_status', 'ad_group_ad_status', 'text'],
    ['approval_status', 'ad_group_ad_policy_summary_approval_status', 'text'],
    ['review_status', 'ad_group_ad_policy_summary_review_status', 'text']
] -%}

{{ staged_stream(source('google_ads', 'ad_group_ad'), columns, key=['ad_id']) }}
