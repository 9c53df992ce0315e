{%- set columns = [
    ['date_day', 'timeperiod', 'date'],
    ['account_id', 'accountid', 'id'],
    ['account_name', 'accountname', 'text'],
    ['account_currency', 'currencycode', 'currency'],
    ['campaign_id', 'campaignid', 'id'],
    ['campaign_name', 'campaignname', 'text'],
    ['ad_set_id', 'adgroupid', 'id'],
    ['ad_set_name', 'adgroupname', 'text'],
    ['ad_id', 'adid', 'id'],
    ['cell', cell(['currencycode', 'addistribution', 'devicetype', 'network', 'deviceos', 'topvsother', 'bidmatchtype', 'deliveredmatchtype', 'language']), 'text'],
    ['spend', 'spend', 'decimal'],
    ['impressions', 'impressions', 'integer'],
    ['clicks', 'clicks', 'integer'],
    ['conversions', 'conversions', 'decimal'],
    ['revenue', "replace(revenue, ',', '')", 'decimal']
] -%}

{{ staged_stream(source('microsoft_ads', 'ad_performance_report_daily'), columns, key=['date_day', 'ad_set_id', 'ad_id', 'cell']) }}
