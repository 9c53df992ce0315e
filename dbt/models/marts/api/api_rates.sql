select from_date, to_date, rate_count
from {{ ref('mart_rates').include(database=false) }}
