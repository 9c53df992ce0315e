select
    ads.platform, ads.campaign_id, ads.ad_set_id, coalesce(ad_sets.ad_set_name, ads.ad_set_id) as ad_set_name,
    ads.ad_id, ads.ad_name, ads.status, ads.thumbnail_url
from {{ ref('dim_ad').include(database=false) }} as ads
left join {{ ref('dim_ad_set').include(database=false) }} as ad_sets
    on ad_sets.platform = ads.platform and ad_sets.ad_set_id = ads.ad_set_id
