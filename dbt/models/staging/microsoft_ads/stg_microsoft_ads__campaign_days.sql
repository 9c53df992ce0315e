{%- set columns = [
    ['date_day', 'timeperiod', 'date'],
    ['account_id', 'accountid', 'id'],
    ['account_name', 'accountname', 'text'],
    ['account_currency', 'currencycode', 'currency'],
    ['campaign_id', 'campaignid', 'id'],
    ['campaign_name', 'campaignname', 'text'],
    ['objective', 'campaigntype', 'text'],
    ['cell', cell(['currencycode', 'addistribution', 'devicetype', 'network', 'deviceos', 'topvsother', 'bidmatchtype', 'deliveredmatchtype']), 'text'],
    ['spend', 'spend', 'decimal'],
    ['impressions', 'impressions', 'integer'],
    ['clicks', 'clicks', 'integer'],
    ['conversions', 'conversions', 'decimal'],
    ['revenue', "replace(revenue, ',', '')", 'decimal']
] -%}

{{ staged_stream(source('microsoft_ads', 'campaign_performance_report_daily'), columns, key=['date_day', 'campaign_id', 'cell']) }}
