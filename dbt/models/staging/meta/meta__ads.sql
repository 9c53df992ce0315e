select
    ads.account_id, ads.campaign_id, cast(null as varchar) as campaign_name,
    ads.ad_set_id, cast(null as varchar) as ad_set_name, ads.ad_id, ads.ad_name,
    {{ meta_status('ads.platform_status') }} as status,
    creatives.thumbnail_url,
    ads.extracted_at
from {{ ref('stg_meta__ads') }} as ads
left join {{ ref('stg_meta__ad_creatives') }} as creatives on creatives.creative_id = ads.creative_id
