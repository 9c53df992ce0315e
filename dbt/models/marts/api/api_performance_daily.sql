select
    date_day, platform, account_id, campaign_id, ad_set_id, ad_id, account_currency, account_spend_micros,
    reporting_currency, exchange_rate, spend_micros, impressions, clicks, conversions, value_micros, settled
from {{ ref('fct_ad_performance_daily').include(database=false) }}
