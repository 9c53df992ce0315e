{# A budget is of a day or of the whole period. One that campaigns share counts with each in equal parts. #}
with held as (
    select
        campaigns.*,
        coalesce(budgets.daily_micros, case when budgets.budget_id is null then campaigns.budget_micros end, 0) as whole_daily_micros,
        coalesce(budgets.total_micros, 0) as whole_lifetime_micros,
        case when campaigns.budget_id is null then 1 else count(*) over (partition by campaigns.account_id, campaigns.budget_id) end as sharers
    from {{ ref('stg_google_ads__campaigns') }} as campaigns
    left join {{ ref('stg_google_ads__campaign_budgets') }} as budgets on budgets.budget_id = campaigns.budget_id
)

select
    'campaign' as budget_level, campaign_id, cast(null as varchar) as ad_set_id,
    {{ google_ads_status('platform_status', 'serving_status') }} as status,
    start_date, end_date,
    {{ divide_micros('whole_daily_micros', 'sharers') }} as daily_micros,
    {{ divide_micros('whole_lifetime_micros', 'sharers') }} as lifetime_micros
from held
