{{ config(
    materialized='by_day', by_day=['int_ga4__reports'],
    whole_columns={'int_web_properties': ['platform', 'property_id', 'property_currency', 'time_zone']}, valid={'int_rates': ['date_day', 'date_day']}
) }}

with spellings as (
    select {{ normalise_region('alias') }} as spelling, region_code
    from {{ ref('region_aliases') }}
    where region_set = '{{ var("region_set") }}' and platform = 'ga4'

    union

    select {{ normalise_region('region_name') }} as spelling, region_code
    from {{ ref('region_sets') }}
    where region_set = '{{ var("region_set") }}'
),

home as (
    select distinct substr(region_code, 1, 2) as country_code
    from {{ ref('region_sets') }}
    where region_set = '{{ var("region_set") }}'
),

priced as (
    select
        reports.*,
        properties.property_currency,
        properties.time_zone,
        case when home.country_code is not null then coalesce(spellings.region_code, 'unmapped') end as region_code,
        {{ exchange_rate('properties.property_currency') }} as exchange_rate,
        rates.rate_date,
        rates.rate_source,
        {{ to_micros('reports.revenue') }} as property_revenue_micros,
        windows.window_days
    from {{ ref('int_ga4__reports') }} as reports
    inner join {{ ref('int_web_properties') }} as properties
        on properties.platform = 'ga4' and properties.property_id = reports.property_id
    inner join {{ ref('attribution_windows') }} as windows on windows.platform = 'ga4'
    left join home on home.country_code = reports.country_code
    left join spellings on spellings.spelling = {{ normalise_region('reports.region') }}
    left join {{ ref('int_rates') }} as rates
        on rates.base_currency = properties.property_currency
        and rates.date_day = reports.date_day
)

select
    '{{ var("tenant_id") }}' as tenant_id,
    date_day,
    property_id,
    channel,
    source,
    medium,
    campaign,
    country_code,
    country,
    region,
    region_code,
    sessions,
    engaged_sessions,
    page_views,
    events,
    engagement_seconds,
    users,
    new_users,
    cast(conversions as decimal(18,6)) as conversions,
    property_currency,
    property_revenue_micros,
    '{{ var("currency") }}' as reporting_currency,
    exchange_rate,
    rate_date,
    rate_source,
    {{ convert_micros('property_revenue_micros', 'exchange_rate') }} as revenue_micros,
    time_zone,
    {{ is_settled('date_day', 'window_days') }} as settled
from priced
