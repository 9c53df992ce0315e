{# TikTok's campaigns have no schedule of their own: that of their ad groups stands in. #}
select
    account_id, campaign_id, campaign_name,
    {{ tiktok_status('operation_status', 'secondary_status') }} as status,
    objective, cast(null as date) as start_date, cast(null as date) as end_date
from {{ ref('stg_tiktok__campaigns') }}
