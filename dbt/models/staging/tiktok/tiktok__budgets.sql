{# TikTok states budgets in major units of the account currency; a campaign's schedule is that of its ad groups. #}
with items as (
    select
        'campaign' as budget_level, campaigns.campaign_id, cast(null as varchar) as ad_set_id,
        campaigns.operation_status, campaigns.secondary_status, known.start_date, known.end_date,
        campaigns.budget, campaigns.budget_mode
    from {{ ref('stg_tiktok__campaigns') }} as campaigns
    inner join {{ ref('int_campaigns') }} as known on known.platform = 'tiktok' and known.campaign_id = campaigns.campaign_id
    union all
    select
        'ad_set', campaign_id, ad_set_id,
        operation_status, secondary_status, start_date, end_date,
        budget, budget_mode
    from {{ ref('stg_tiktok__ad_groups') }}
)

select
    budget_level, campaign_id, ad_set_id,
    {{ tiktok_status('operation_status', 'secondary_status') }} as status,
    start_date, end_date,
    {{ tiktok_daily_micros() }} as daily_micros,
    {{ tiktok_lifetime_micros() }} as lifetime_micros
from items
