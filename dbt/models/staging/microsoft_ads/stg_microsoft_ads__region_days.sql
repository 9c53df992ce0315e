{%- set columns = [
    ['date_day', 'timeperiod', 'date'],
    ['account_id', 'accountid', 'id'],
    ['campaign_id', 'campaignid', 'id'],
    ['campaign_name', 'campaignname', 'text'],
    ['ad_set_id', 'adgroupid', 'id'],
    ['state', 'state', 'text'],
    ['country', 'country', 'text'],
    ['most_specific_location', 'mostspecificlocation', 'text'],
    ['location_id', 'locationid', 'id'],
    ['cell', cell([
        'currencycode', 'addistribution', 'devicetype', 'network', 'deviceos', 'topvsother', 'bidmatchtype', 'deliveredmatchtype',
        'language', 'locationid', 'locationtype'
    ]), 'text'],
    ['spend', 'spend', 'decimal'],
    ['impressions', 'impressions', 'integer'],
    ['clicks', 'clicks', 'integer'],
    ['conversions', 'conversions', 'decimal'],
    ['revenue', "replace(revenue, ',', '')", 'decimal']
] -%}

{{ staged_stream(source('microsoft_ads', 'geographic_performance_report_daily'), columns, key=['date_day', 'ad_set_id', 'cell']) }}
