{%- set columns = [
    ['date_day', 'end_date', 'date'],
    ['ad_set_id', linkedin_id('sponsoredcampaign'), 'id'],
    ['region_id', linkedin_id('string_of_pivot_values'), 'id'],
    ['cost', 'costinlocalcurrency', 'decimal'],
    ['impressions', 'impressions', 'integer'],
    ['clicks', 'clicks', 'integer'],
    ['website_conversions', 'externalwebsiteconversions', 'decimal'],
    ['one_click_leads', 'oneclickleads', 'decimal'],
    ['value', 'conversionvalueinlocalcurrency', 'decimal']
] -%}

{{ staged_stream(source('linkedin', 'ad_member_region_analytics'), columns, key=['date_day', 'ad_set_id', 'region_id']) }}
