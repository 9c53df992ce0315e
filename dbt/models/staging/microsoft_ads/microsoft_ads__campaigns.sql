{# Campaigns have no schedule of their own: that of their ad groups stands in. #}
select
    account_id, campaign_id, campaign_name,
    {{ microsoft_ads_status('platform_status') }} as status,
    objective, cast(null as date) as start_date, cast(null as date) as end_date
from {{ ref('stg_microsoft_ads__campaigns') }}
