{%- set columns = [
    ['ad_id', linkedin_id('id'), 'id'],
    ['account_id', linkedin_id('account'), 'id'],
    ['ad_set_id', linkedin_id('campaign'), 'id'],
    ['ad_name', 'name', 'text'],
    ['intended_status', 'intendedstatus', 'text'],
    ['review_status', field('review', 'status'), 'text']
] -%}

{{ staged_stream(source('linkedin', 'creatives'), columns, key=['ad_id'], objects=['review']) }}
