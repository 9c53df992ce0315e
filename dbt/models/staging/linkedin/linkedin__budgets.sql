{# Groups and campaigns may hold a budget, of a day or of the whole schedule, in units of the account currency. #}
with items as (
    select
        'campaign' as budget_level, campaign_id, cast(null as varchar) as ad_set_id,
        platform_status, start_date, end_date, daily_budget, lifetime_budget
    from {{ ref('stg_linkedin__campaign_groups') }}
    union all
    select 'ad_set', campaign_id, ad_set_id, platform_status, start_date, end_date, daily_budget, lifetime_budget
    from {{ ref('stg_linkedin__campaigns') }}
)

select
    budget_level, campaign_id, ad_set_id,
    {{ linkedin_status('platform_status', 'end_date') }} as status,
    start_date, end_date,
    {{ to_micros('coalesce(daily_budget, 0)') }} as daily_micros,
    {{ to_micros('coalesce(lifetime_budget, 0)') }} as lifetime_micros
from items
