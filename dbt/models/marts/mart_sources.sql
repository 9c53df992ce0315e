with extractions as (
    select 'meta' as platform, max(extracted_at) as extracted_at from {{ ref('stg_meta__ad_accounts') }}
    union all
    select 'meta' as platform, max(extracted_at) as extracted_at from {{ ref('stg_meta__campaigns') }}
    union all
    select 'meta' as platform, max(extracted_at) as extracted_at from {{ ref('stg_meta__ad_sets') }}
    union all
    select 'meta' as platform, max(extracted_at) as extracted_at from {{ ref('stg_meta__ads') }}
    union all
    select 'meta' as platform, max(extracted_at) as extracted_at from {{ ref('stg_meta__ad_creatives') }}
    union all
    select 'meta' as platform, max(extracted_at) as extracted_at from {{ ref('stg_meta__ads_insights') }}
    union all
    select 'meta' as platform, max(extracted_at) as extracted_at from {{ ref('stg_meta__region_insights') }}
    union all
    select 'tiktok' as platform, max(extracted_at) as extracted_at from {{ ref('stg_tiktok__advertisers') }}
    union all
    select 'tiktok' as platform, max(extracted_at) as extracted_at from {{ ref('stg_tiktok__campaigns') }}
    union all
    select 'tiktok' as platform, max(extracted_at) as extracted_at from {{ ref('stg_tiktok__ad_groups') }}
    union all
    select 'tiktok' as platform, max(extracted_at) as extracted_at from {{ ref('stg_tiktok__ads') }}
    union all
    select 'tiktok' as platform, max(extracted_at) as extracted_at from {{ ref('stg_tiktok__ads_reports_daily') }}
    union all
    select 'tiktok' as platform, max(extracted_at) as extracted_at from {{ ref('stg_tiktok__province_reports_daily') }}
),

reported as (
    select platform, max(date_day) as data_through from {{ ref('int_ad_reports') }} group by platform
)

select
    '{{ var("tenant_id") }}' as tenant_id,
    extractions.platform,
    max(extractions.extracted_at) as last_extracted_at,
    max(reported.data_through) as data_through,
    least(max(reported.data_through), {{ as_of_day() }} - max(windows.window_days) - 1) as settled_until
from extractions
inner join {{ ref('attribution_windows') }} as windows on windows.platform = extractions.platform
left join reported on reported.platform = extractions.platform
where extractions.extracted_at is not null
group by extractions.platform
