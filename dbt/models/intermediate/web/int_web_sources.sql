{#- When each web source was last read, and how far its fact goes. -#}
with ga4 as (
    {{ last_extractions([
        'stg_ga4__web_daily', 'stg_ga4__website_overview', 'stg_ga4__daily_active_users', 'stg_ga4__traffic_sources',
        'stg_ga4__source_medium_reports', 'stg_ga4__campaign_reports', 'stg_ga4__region_reports', 'stg_ga4__country_reports',
        'stg_ga4__conversion_reports'
    ]) }}
),

search_console as (
    {{ last_extractions([
        'stg_search_console__by_date', 'stg_search_console__by_country', 'stg_search_console__by_device', 'stg_search_console__by_page'
    ]) }}
),

read as (
    select 'ga4' as platform, max(extracted_at) as last_extracted_at from ga4
    union all
    select 'search_console' as platform, max(extracted_at) as last_extracted_at from search_console
),

days as (
    select 'ga4' as platform, max(date_day) as data_through from {{ ref('int_ga4__reports') }}
    union all
    select 'search_console' as platform, max(date_day) as data_through from {{ ref('int_search_console__reports') }}
)

select read.platform, read.last_extracted_at, days.data_through
from read
inner join days on days.platform = read.platform
where read.last_extracted_at is not null
