{# What others call an ad set is Google's ad group; it runs as long as its campaign. #}
select
    ad_groups.account_id, ad_groups.campaign_id, campaigns.campaign_name, ad_groups.ad_set_id, ad_groups.ad_set_name,
    {{ google_ads_status('ad_groups.platform_status') }} as status,
    campaigns.start_date, campaigns.end_date, ad_groups.extracted_at
from {{ ref('stg_google_ads__ad_groups') }} as ad_groups
left join {{ ref('stg_google_ads__campaigns') }} as campaigns on campaigns.campaign_id = ad_groups.campaign_id
