select
    date_day, platform, campaign_id, region_code, settled, account_spend_micros, spend_micros,
    impressions, clicks, conversions, value_micros
from {{ ref('fct_region_performance_daily').include(database=false) }}
