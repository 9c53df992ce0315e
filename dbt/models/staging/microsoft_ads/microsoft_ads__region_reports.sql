{# By the name of the state; by the id of the place where no state is named and the place is more than the country. #}
select
    date_day,
    coalesce(account_id, 'unknown') as account_id,
    coalesce(campaign_id, 'unknown') as campaign_id,
    campaign_name,
    coalesce(state, case when most_specific_location <> country then location_id end) as region_name,
    {{ to_micros('coalesce(spend, 0)') }} as account_spend_micros,
    coalesce(impressions, 0) as impressions,
    coalesce(clicks, 0) as clicks,
    cast(coalesce(conversions, 0) as decimal(18,6)) as conversions,
    {{ to_micros('coalesce(revenue, 0)') }} as account_value_micros
from {{ ref('stg_microsoft_ads__region_days') }}
