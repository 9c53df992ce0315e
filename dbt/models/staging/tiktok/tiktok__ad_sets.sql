{# What others call an ad set is TikTok's ad group. #}
select
    account_id, campaign_id, campaign_name, ad_set_id, ad_set_name,
    {{ tiktok_status('operation_status', 'secondary_status') }} as status,
    start_date, end_date, extracted_at
from {{ ref('stg_tiktok__ad_groups') }}
