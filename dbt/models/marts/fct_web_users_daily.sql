with days as (
    select property_id, date_day from {{ ref('stg_ga4__website_overview') }}
    union
    select property_id, date_day from {{ ref('stg_ga4__daily_active_users') }}
)

select
    '{{ var("tenant_id") }}' as tenant_id,
    days.date_day,
    days.property_id,
    overview.users,
    overview.new_users,
    active.active_users,
    properties.time_zone,
    {{ is_settled('days.date_day', 'windows.window_days') }} as settled
from days
inner join {{ ref('int_web_properties') }} as properties
    on properties.platform = 'ga4' and properties.property_id = days.property_id
inner join {{ ref('attribution_windows') }} as windows on windows.platform = 'ga4'
left join {{ ref('stg_ga4__website_overview') }} as overview
    on overview.property_id = days.property_id and overview.date_day = days.date_day
left join {{ ref('stg_ga4__daily_active_users') }} as active
    on active.property_id = days.property_id and active.date_day = days.date_day
