{{ config(materialized='table') }}

{# TikTok reports name no advertiser, and ads of the reports may be gone from the ads stream: every way up is tried. #}
with reported as (
    select ad_id, ad_set_id, campaign_id, account_id, extracted_at from {{ ref('stg_tiktok__ads_reports_daily') }}
    union all
    select ad_id, ad_set_id, campaign_id, account_id, extracted_at from {{ ref('stg_tiktok__province_reports_daily') }}
),

reported_ads as (
    select
        ad_id,
        max(ad_set_id) as ad_set_id,
        max(campaign_id) as campaign_id,
        max(account_id) as account_id
    from reported
    group by ad_id
),

ad_ids as (
    select ad_id from reported_ads
    union
    select ad_id from {{ ref('stg_tiktok__ads') }}
),

with_ad_set as (
    select
        ad_ids.ad_id,
        coalesce(ads.ad_set_id, reported_ads.ad_set_id) as ad_set_id,
        coalesce(ads.campaign_id, reported_ads.campaign_id) as campaign_id,
        coalesce(reported_ads.account_id, ads.account_id) as account_id
    from ad_ids
    left join {{ ref('stg_tiktok__ads') }} as ads on ads.ad_id = ad_ids.ad_id
    left join reported_ads on reported_ads.ad_id = ad_ids.ad_id
),

with_campaign as (
    select
        with_ad_set.ad_id,
        with_ad_set.ad_set_id,
        coalesce(with_ad_set.campaign_id, ad_groups.campaign_id) as campaign_id,
        coalesce(with_ad_set.account_id, ad_groups.account_id) as account_id
    from with_ad_set
    left join {{ ref('stg_tiktok__ad_groups') }} as ad_groups on ad_groups.ad_set_id = with_ad_set.ad_set_id
),

only_account as (
    select min(account_id) as account_id
    from {{ ref('stg_tiktok__advertisers') }}
    having count(*) = 1
)

select
    with_campaign.ad_id,
    coalesce(with_campaign.ad_set_id, 'unknown') as ad_set_id,
    coalesce(with_campaign.campaign_id, 'unknown') as campaign_id,
    coalesce(with_campaign.account_id, campaigns.account_id, only_account.account_id, 'unknown') as account_id
from with_campaign
left join {{ ref('stg_tiktok__campaigns') }} as campaigns on campaigns.campaign_id = with_campaign.campaign_id
left join only_account on true
