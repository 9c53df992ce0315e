{# By the number of the region's geo urn; rows are of a LinkedIn campaign, which is an ad set here. #}
select
    reports.date_day,
    coalesce(ad_sets.account_id, 'unknown') as account_id,
    coalesce(ad_sets.campaign_id, 'unknown') as campaign_id,
    cast(null as varchar) as campaign_name,
    reports.region_id as region_name,
    {{ to_micros('coalesce(reports.cost, 0)') }} as account_spend_micros,
    coalesce(reports.impressions, 0) as impressions,
    coalesce(reports.clicks, 0) as clicks,
    cast({{ linkedin_conversions('reports') }} as decimal(18,6)) as conversions,
    {{ to_micros('coalesce(reports.value, 0)') }} as account_value_micros
from {{ ref('stg_linkedin__region_analytics') }} as reports
left join {{ ref('stg_linkedin__campaigns') }} as ad_sets on ad_sets.ad_set_id = reports.ad_set_id
