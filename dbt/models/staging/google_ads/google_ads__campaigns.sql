select
    account_id, campaign_id, campaign_name,
    {{ google_ads_status('platform_status', 'serving_status') }} as status,
    objective, start_date, end_date
from {{ ref('stg_google_ads__campaigns') }}
