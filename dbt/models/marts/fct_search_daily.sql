{{ config(materialized='by_day', by_day=['int_search_console__reports']) }}

select
    '{{ var("tenant_id") }}' as tenant_id,
    reports.date_day,
    reports.property_id,
    reports.search_type,
    reports.country,
    reports.device,
    reports.query,
    reports.page,
    reports.impressions,
    reports.clicks,
    reports.position_sum,
    '{{ search_console_time_zone() }}' as time_zone,
    {{ is_settled('reports.date_day', 'windows.window_days', search_console_time_zone()) }} as settled
from {{ ref('int_search_console__reports') }} as reports
inner join {{ ref('attribution_windows') }} as windows on windows.platform = 'search_console'
