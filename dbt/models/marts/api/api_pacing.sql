select
    budget_id, platform, campaign_id, monthly_budget_micros, spend_to_date_micros, projected_spend_micros, start_date, end_date
from {{ ref('mart_pacing').include(database=false) }}
