select
    account_id, campaign_id, cast(null as varchar) as campaign_name, ad_set_id, ad_set_name,
    {{ meta_status('platform_status') }} as status,
    start_date, end_date, extracted_at
from {{ ref('stg_meta__ad_sets') }}
