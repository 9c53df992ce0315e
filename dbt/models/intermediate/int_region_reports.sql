with reports as (
    select
        'meta' as platform,
        date_day, account_id, campaign_id, campaign_name, region_name,
        account_spend_micros, impressions, clicks, conversions, account_value_micros
    from {{ ref('int_meta__region_reports') }}

    union all

    select
        'tiktok' as platform,
        reports.date_day,
        parents.account_id,
        parents.campaign_id,
        reports.campaign_name,
        reports.province_id as region_name,
        {{ to_micros('coalesce(reports.spend, 0)') }} as account_spend_micros,
        coalesce(reports.impressions, 0) as impressions,
        coalesce(reports.clicks, 0) as clicks,
        cast(coalesce(reports.conversions, 0) as decimal(18,6)) as conversions,
        cast(0 as bigint) as account_value_micros
    from {{ ref('stg_tiktok__province_reports_daily') }} as reports
    inner join {{ ref('int_tiktok__ad_parents') }} as parents on parents.ad_id = reports.ad_id
),

spellings as (
    select platform, {{ normalise_region('alias') }} as spelling, region_code
    from {{ ref('region_aliases') }}
    where region_set = '{{ var("region_set") }}'

    union

    select platforms.platform, {{ normalise_region('region_name') }} as spelling, region_code
    from {{ ref('region_sets') }}
    cross join {{ ref('attribution_windows') }} as platforms
    where region_set = '{{ var("region_set") }}'
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
group by 1, 2, 3, 4, 5
