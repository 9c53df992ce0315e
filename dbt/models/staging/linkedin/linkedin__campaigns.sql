{# What everybody else calls a campaign is LinkedIn's campaign group. #}
select
    account_id, campaign_id, campaign_name,
    {{ linkedin_status('platform_status', 'end_date') }} as status,
    objective, start_date, end_date
from {{ ref('stg_linkedin__campaign_groups') }}
