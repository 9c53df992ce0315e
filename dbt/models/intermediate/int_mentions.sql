{# What children and reports say of campaigns, ad sets and ads, for those that are gone from their own stream.
   mention_rank: 1 the stream of a child, 2 a report; mentioned_at orders within. #}
with ad_sets as (
    {{ every_platform('ad_sets', ['account_id', 'campaign_id', 'campaign_name', 'ad_set_id', 'ad_set_name', 'extracted_at']) }}
),

ads as (
    {{ every_platform('ads', [
        'account_id', 'campaign_id', 'campaign_name', 'ad_set_id', 'ad_set_name', 'ad_id', 'ad_name', 'extracted_at'
    ]) }}
),

ad_reports as (
    select
        platform, account_id, campaign_id, campaign_name, ad_set_id, ad_set_name, ad_id, ad_name, objective,
        max(date_day) as last_day
    from {{ ref('int_ad_reports') }}
    group by platform, account_id, campaign_id, campaign_name, ad_set_id, ad_set_name, ad_id, ad_name, objective
),

region_reports as (
    select platform, account_id, campaign_id, campaign_name, max(date_day) as last_day
    from {{ ref('int_region_reports') }}
    group by platform, account_id, campaign_id, campaign_name
)

select
    platform, account_id, campaign_id, campaign_name, ad_set_id, ad_set_name,
    cast(null as varchar) as ad_id, cast(null as varchar) as ad_name, cast(null as varchar) as objective,
    1 as mention_rank, cast(extracted_at as timestamp(6)) as mentioned_at
from ad_sets
where campaign_id is not null
union all
select platform, account_id, campaign_id, campaign_name, ad_set_id, ad_set_name, ad_id, ad_name, null, 1, cast(extracted_at as timestamp(6))
from ads
where campaign_id is not null
union all
select
    platform, account_id, campaign_id, campaign_name, ad_set_id, ad_set_name, ad_id, ad_name, objective,
    2, cast(last_day as timestamp(6))
from ad_reports
union all
select platform, account_id, campaign_id, campaign_name, null, null, null, null, null, 2, cast(last_day as timestamp(6))
from region_reports
