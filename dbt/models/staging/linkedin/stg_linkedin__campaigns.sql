{#- What everybody else calls an ad set is LinkedIn's campaign. -#}
{%- set columns = [
    ['ad_set_id', 'id', 'id'],
    ['account_id', linkedin_id('account'), 'id'],
    ['campaign_id', linkedin_id('campaigngroup'), 'id'],
    ['ad_set_name', 'name', 'text'],
    ['platform_status', 'status', 'text'],
    ['start_date', linkedin_day(field('runschedule', 'start')), 'date'],
    ['end_date', linkedin_day(field('runschedule', 'end')), 'date'],
    ['daily_budget', field('dailybudget', 'amount'), 'decimal'],
    ['lifetime_budget', field('totalbudget', 'amount'), 'decimal']
] -%}

{{ staged_stream(source('linkedin', 'campaigns'), columns, key=['ad_set_id'], objects=['runschedule', 'dailybudget', 'totalbudget']) }}
