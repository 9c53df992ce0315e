{%- set columns = [
    ['ad_set_id', 'adgroup_id', 'id'],
    ['account_id', 'advertiser_id', 'id'],
    ['campaign_id', 'campaign_id', 'id'],
    ['campaign_name', 'campaign_name', 'text'],
    ['ad_set_name', 'adgroup_name', 'text'],
    ['operation_status', 'operation_status', 'text'],
    ['secondary_status', 'secondary_status', 'text'],
    ['schedule_type', 'schedule_type', 'text'],
    ['start_date', 'schedule_start_time', 'date'],
    ['end_date', "case when schedule_type = 'SCHEDULE_START_END' then schedule_end_time end", 'date'],
    ['budget', 'budget', 'decimal'],
    ['budget_mode', 'budget_mode', 'text']
] -%}

{{ staged_stream(source('tiktok', 'ad_groups'), columns, key=['ad_set_id']) }}
