{{ config(materialized='view') }}

{{ every_platform('ad_reports', [
    'date_day', 'account_id', 'account_name', 'account_currency', 'campaign_id', 'campaign_name',
    'ad_set_id', 'ad_set_name', 'ad_id', 'ad_name', 'objective',
    'account_spend_micros', 'impressions', 'clicks', 'conversions', 'account_value_micros'
]) }}
