select platform, account_id, account_currency, campaign_id, campaign_name, status, objective, start_date, end_date
from {{ ref('dim_campaign').include(database=false) }}
