with extractions as (
    {{ every_platform('extractions', ['extracted_at']) }}
),

reported as (
    select platform, max(date_day) as data_through from {{ ref('int_ad_reports') }} group by platform
)

select
    '{{ var("tenant_id") }}' as tenant_id,
    extractions.platform,
    max(extractions.extracted_at) as last_extracted_at,
    max(reported.data_through) as data_through,
    {{ settled_until('max(reported.data_through)', as_of_day(), 'max(windows.window_days)') }} as settled_until
from extractions
inner join {{ ref('attribution_windows') }} as windows on windows.platform = extractions.platform
left join reported on reported.platform = extractions.platform
where extractions.extracted_at is not null
group by extractions.platform

union all

select
    '{{ var("tenant_id") }}' as tenant_id,
    sources.platform,
    sources.last_extracted_at,
    sources.data_through,
    case
        when sources.platform = 'search_console'
            then {{ settled_until('sources.data_through', as_of_day(search_console_time_zone()), 'windows.window_days') }}
        else {{ settled_until('sources.data_through', as_of_day(), 'windows.window_days') }}
    end as settled_until
from {{ ref('int_web_sources') }} as sources
inner join {{ ref('attribution_windows') }} as windows on windows.platform = sources.platform
