{# Google's list of ads does not say in which campaign their ad group is. #}
select
    ads.account_id, ad_groups.campaign_id, cast(null as varchar) as campaign_name,
    ads.ad_set_id, ad_groups.ad_set_name, ads.ad_id, ads.ad_name,
    {{ google_ads_ad_status('ads.platform_status', 'ads.approval_status', 'ads.review_status') }} as status,
    cast(null as varchar) as thumbnail_url,
    ads.extracted_at
from {{ ref('stg_google_ads__ads') }} as ads
left join {{ ref('stg_google_ads__ad_groups') }} as ad_groups on ad_groups.ad_set_id = ads.ad_set_id
