{{ config(materialized='by_day', by_day=platform_models('region_reports')) }}

{# Reports without a region stay out: they are part of what is unattributed. #}
with reports as (
    {{ every_platform('region_reports', [
        'date_day', 'account_id', 'campaign_id', 'campaign_name', 'region_name',
        'account_spend_micros', 'impressions', 'clicks', 'conversions', 'account_value_micros'
    ]) }}
),

spellings as (
    select platform, {{ normalise_region('alias') }} as spelling, region_code
    from {{ ref('region_aliases') }}
    where region_set = '{{ var("region_set") }}'

    union

    select platforms.platform, {{ normalise_region('sets.region_name') }} as spelling, sets.region_code
    from {{ ref('region_sets') }} as sets
    cross join {{ ref('attribution_windows') }} as platforms
    where sets.region_set = '{{ var("region_set") }}'
)

select
    reports.platform,
    reports.date_day,
    reports.account_id,
    reports.campaign_id,
    coalesce(spellings.region_code, 'unmapped') as region_code,
    max(reports.campaign_name) as campaign_name,
    cast(sum(reports.account_spend_micros) as bigint) as account_spend_micros,
    cast(sum(reports.impressions) as bigint) as impressions,
    cast(sum(reports.clicks) as bigint) as clicks,
    cast(sum(reports.conversions) as decimal(18,6)) as conversions,
    cast(sum(reports.account_value_micros) as bigint) as account_value_micros
from reports
left join spellings
    on spellings.platform = reports.platform
    and spellings.spelling = {{ normalise_region('reports.region_name') }}
where reports.region_name is not null
group by 1, 2, 3, 4, 5
