select
    date_day, property_id, search_type, country, device, query, page, impressions, clicks, position_sum, time_zone, settled
from {{ ref('fct_search_daily').include(database=false) }}
