select
    coalesce(ads.account_id, ad_groups.account_id) as account_id, ad_groups.campaign_id, cast(null as varchar) as campaign_name,
    ads.ad_set_id, ad_groups.ad_set_name, ads.ad_id, ads.ad_name,
    {{ microsoft_ads_ad_status('ads.platform_status', 'ads.editorial_status') }} as status,
    cast(null as varchar) as thumbnail_url,
    ads.extracted_at
from {{ ref('stg_microsoft_ads__ads') }} as ads
left join {{ ref('stg_microsoft_ads__ad_groups') }} as ad_groups on ad_groups.ad_set_id = ads.ad_set_id
