{%- set columns = [
    ['campaign_id', 'id', 'id'],
    ['account_id', linkedin_id('account'), 'id'],
    ['campaign_name', 'name', 'text'],
    ['platform_status', 'status', 'text'],
    ['objective', 'objectivetype', 'text'],
    ['start_date', linkedin_day(field('runschedule', 'start')), 'date'],
    ['end_date', linkedin_day(field('runschedule', 'end')), 'date'],
    ['daily_budget', field('dailybudget', 'amount'), 'decimal'],
    ['lifetime_budget', field('totalbudget', 'amount'), 'decimal']
] -%}

{{ staged_stream(source('linkedin', 'campaign_groups'), columns, key=['campaign_id'], objects=['runschedule', 'dailybudget', 'totalbudget']) }}
