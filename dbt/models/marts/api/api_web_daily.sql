select
    date_day, property_id, channel, source, medium, campaign, country_code, country, region, region_code,
    sessions, engaged_sessions, page_views, events, engagement_seconds, users, new_users, conversions,
    property_currency, property_revenue_micros, reporting_currency, exchange_rate, revenue_micros, time_zone, settled
from {{ ref('fct_web_daily').include(database=false) }}
