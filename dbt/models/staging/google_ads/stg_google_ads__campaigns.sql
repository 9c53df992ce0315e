{#- A campaign is what the newest row of its report says of it. The end of time (2037) means that it is open. -#}
{%- set last_day = first_given(['campaign_end_date_time', 'campaign_end_date']) -%}
{%- set columns = [
    ['campaign_id', 'campaign_id', 'id'],
    ['account_id', first_given(['customer_id', google_ads_id('campaign_resource_name', 2)]), 'id'],
    ['campaign_name', 'campaign_name', 'text'],
    ['platform_status', 'campaign_status', 'text'],
    ['serving_status', 'campaign_serving_status', 'text'],
    ['objective', 'campaign_advertising_channel_type', 'text'],
    ['start_date', first_given(['campaign_start_date_time', 'campaign_start_date']), 'date'],
    ['end_date', "case when " ~ last_day ~ " not like '2037-%' then " ~ last_day ~ " end", 'date'],
    ['budget_id', google_ads_id('campaign_campaign_budget', 4), 'id'],
    ['budget_micros', 'campaign_budget_amount_micros', 'integer']
] -%}

{{ staged_stream(source('google_ads', 'campaign'), columns, key=['campaign_id']) }}
