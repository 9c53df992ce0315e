select
    account_id, campaign_id, campaign_name,
    {{ meta_status('platform_status') }} as status,
    objective, start_date, end_date
from {{ ref('stg_meta__campaigns') }}
