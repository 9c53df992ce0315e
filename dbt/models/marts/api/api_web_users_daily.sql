select date_day, property_id, users, new_users, active_users, time_zone, settled
from {{ ref('fct_web_users_daily').include(database=false) }}
