{# What children and reports say of campaigns, ad sets and ads, for those that are gone from their own stream.
   mention_rank: 1 the stream of a child, 2 a report; mentioned_at orders within. #}
with ad_reports as (
    select
        platform, account_id, campaign_id, campaign_name, ad_set_id, ad_set_name, ad_id, ad_name, objective,
        max(date_day) as last_day
    from {{ ref('int_ad_reports') }}
    group by all
),

region_reports as (
    select platform, account_id, campaign_id, campaign_name, max(date_day) as last_day
    from {{ ref('int_region_reports') }}
    group by all
)

select
    'meta' as platform, account_id, campaign_id, cast(null as varchar) as campaign_name, ad_set_id, ad_set_name,
    cast(null as varchar) as ad_id, cast(null as varchar) as ad_name, cast(null as varchar) as objective,
    1 as mention_rank, cast(extracted_at as timestamp) as mentioned_at
from {{ ref('stg_meta__ad_sets') }}
where campaign_id is not null
union all
select 'meta', account_id, campaign_id, null, ad_set_id, null, ad_id, ad_name, null, 1, cast(extracted_at as timestamp)
from {{ ref('stg_meta__ads') }}
where campaign_id is not null
union all
select 'tiktok', account_id, campaign_id, campaign_name, ad_set_id, ad_set_name, null, null, null, 1, cast(extracted_at as timestamp)
from {{ ref('stg_tiktok__ad_groups') }}
where campaign_id is not null
union all
select
    'tiktok', parents.account_id, parents.campaign_id, ads.campaign_name, parents.ad_set_id, ads.ad_set_name,
    ads.ad_id, ads.ad_name, null, 1, cast(ads.extracted_at as timestamp)
from {{ ref('stg_tiktok__ads') }} as ads
inner join {{ ref('int_tiktok__ad_parents') }} as parents on parents.ad_id = ads.ad_id
union all
select
    platform, account_id, campaign_id, campaign_name, ad_set_id, ad_set_name, ad_id, ad_name, objective,
    2, cast(last_day as timestamp)
from ad_reports
union all
select platform, account_id, campaign_id, campaign_name, null, null, null, null, null, 2, cast(last_day as timestamp)
from region_reports
