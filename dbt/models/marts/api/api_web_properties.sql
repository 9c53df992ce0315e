select platform, property_id, property_name, property_currency, currency_assumed, time_zone, time_zone_assumed
from {{ ref('dim_web_property').include(database=false) }}
