{#- Ads have no name: their first line stands in. -#}
{%- set columns = [
    ['ad_id', 'id', 'id'],
    ['account_id', 'accountid', 'id'],
    ['ad_set_id', 'adgroupid', 'id'],
    ['ad_name', first_given(['titlepart1', 'headline', 'longheadlinestring']), 'text'],
    ['platform_status', 'status', 'text'],
    ['editorial_status', 'editorialstatus', 'text']
] -%}

{{ staged_stream(source('microsoft_ads', 'ads'), columns, key=['ad_id']) }}
