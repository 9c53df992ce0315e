select platform, last_extracted_at, data_through, settled_until
from {{ ref('mart_sources').include(database=false) }}
