{%- set columns = [
    ['ad_set_id', 'id', 'id'],
    ['account_id', 'accountid', 'id'],
    ['campaign_id', 'campaignid', 'id'],
    ['ad_set_name', 'name', 'text'],
    ['platform_status', 'status', 'text'],
    ['start_date', microsoft_ads_day('startdate'), 'date'],
    ['end_date', microsoft_ads_day('enddate'), 'date']
] -%}

{{ staged_stream(source('microsoft_ads', 'ad_groups'), columns, key=['ad_set_id'], objects=['startdate', 'enddate']) }}
