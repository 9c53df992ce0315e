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
    least(max(reported.data_through), {{ as_of_day() }} - max(windows.window_days) - 1) as settled_until
from extractions
inner join {{ ref('attribution_windows') }} as windows on windows.platform = extractions.platform
left join reported on reported.platform = extractions.platform
where extractions.extracted_at is not null
group by extractions.platform
