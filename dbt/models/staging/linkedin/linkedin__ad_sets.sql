{# What everybody else calls an ad set is LinkedIn's campaign. #}
select
    ad_sets.account_id, ad_sets.campaign_id, campaigns.campaign_name, ad_sets.ad_set_id, ad_sets.ad_set_name,
    {{ linkedin_status('ad_sets.platform_status', 'ad_sets.end_date') }} as status,
    ad_sets.start_date, ad_sets.end_date, ad_sets.extracted_at
from {{ ref('stg_linkedin__campaigns') }} as ad_sets
left join {{ ref('stg_linkedin__campaign_groups') }} as campaigns on campaigns.campaign_id = ad_sets.campaign_id
