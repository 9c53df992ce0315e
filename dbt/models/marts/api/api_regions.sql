select region_code, region_name
from {{ ref('dim_region').include(database=false) }}
