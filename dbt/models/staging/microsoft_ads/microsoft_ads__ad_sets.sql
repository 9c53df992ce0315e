{# What others call an ad set is Microsoft's ad group. #}
select
    coalesce(ad_groups.account_id, campaigns.account_id) as account_id, ad_groups.campaign_id, campaigns.campaign_name,
    ad_groups.ad_set_id, ad_groups.ad_set_name,
    {{ microsoft_ads_status('ad_groups.platform_status') }} as status,
    ad_groups.start_date, ad_groups.end_date, ad_groups.extracted_at
from {{ ref('stg_microsoft_ads__ad_groups') }} as ad_groups
left join {{ ref('stg_microsoft_ads__campaigns') }} as campaigns on campaigns.campaign_id = ad_groups.campaign_id
