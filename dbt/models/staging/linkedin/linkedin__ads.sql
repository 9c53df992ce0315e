select
    ads.account_id, ad_sets.campaign_id, cast(null as varchar) as campaign_name,
    ads.ad_set_id, ad_sets.ad_set_name, ads.ad_id, ads.ad_name,
    {{ linkedin_creative_status('ads.intended_status', 'ads.review_status') }} as status,
    cast(null as varchar) as thumbnail_url,
    ads.extracted_at
from {{ ref('stg_linkedin__creatives') }} as ads
left join {{ ref('stg_linkedin__campaigns') }} as ad_sets on ad_sets.ad_set_id = ads.ad_set_id
