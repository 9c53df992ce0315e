select
    parents.account_id, parents.campaign_id, ads.campaign_name, parents.ad_set_id, ads.ad_set_name, ads.ad_id, ads.ad_name,
    {{ tiktok_status('ads.operation_status', 'ads.secondary_status') }} as status,
    cast(null as varchar) as thumbnail_url,
    ads.extracted_at
from {{ ref('stg_tiktok__ads') }} as ads
inner join {{ ref('tiktok__ad_parents') }} as parents on parents.ad_id = ads.ad_id
