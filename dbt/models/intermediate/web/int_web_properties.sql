{#- Properties that reports or the Admin API know. Where nothing says currency and time zone, the tenant's stand in. -#}
with reported as (
    select property_id from {{ ref('stg_ga4__web_daily') }}
    union
    select property_id from {{ ref('stg_ga4__source_medium_reports') }}
    union
    select property_id from {{ ref('stg_ga4__website_overview') }}
    union
    select property_id from {{ ref('stg_ga4__daily_active_users') }}
    union
    select property_id from {{ ref('stg_ga4__properties') }}
),

sites as (
    select property_id from {{ ref('stg_search_console__by_page') }}
    union
    select property_id from {{ ref('stg_search_console__by_device') }}
    union
    select property_id from {{ ref('stg_search_console__by_country') }}
    union
    select property_id from {{ ref('stg_search_console__by_date') }}
)

select
    'ga4' as platform,
    reported.property_id,
    coalesce(properties.property_name, reported.property_id) as property_name,
    coalesce(properties.property_currency, '{{ var("currency") }}') as property_currency,
    properties.property_currency is null as currency_assumed,
    coalesce(properties.time_zone, '{{ var("time_zone") }}') as time_zone,
    properties.time_zone is null as time_zone_assumed
from reported
left join {{ ref('stg_ga4__properties') }} as properties on properties.property_id = reported.property_id

union all

select
    'search_console' as platform,
    property_id,
    property_id as property_name,
    cast(null as varchar) as property_currency,
    false as currency_assumed,
    '{{ search_console_time_zone() }}' as time_zone,
    false as time_zone_assumed
from sites
