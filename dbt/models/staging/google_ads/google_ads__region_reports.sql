{# By id of the region's geo target. Where people were and what they looked for are rows of their own, and every impression is in one. #}
select
    date_day,
    coalesce(account_id, 'unknown') as account_id,
    coalesce(campaign_id, 'unknown') as campaign_id,
    campaign_name,
    region_id as region_name,
    coalesce(cost_micros, 0) as account_spend_micros,
    coalesce(impressions, 0) as impressions,
    coalesce(clicks, 0) as clicks,
    cast(coalesce(conversions, 0) as decimal(18,6)) as conversions,
    {{ to_micros('coalesce(value, 0)') }} as account_value_micros
from {{ ref('stg_google_ads__geo_performance') }}
