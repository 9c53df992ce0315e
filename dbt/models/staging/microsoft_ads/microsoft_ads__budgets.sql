{# Budgets are of a day, in units of the account currency. One that campaigns share counts with each in equal parts. #}
with held as (
    select
        *,
        {{ to_micros('coalesce(daily_budget, 0)') }} as whole_micros,
        case when budget_id is null then 1 else count(*) over (partition by account_id, budget_id) end as sharers
    from {{ ref('stg_microsoft_ads__campaigns') }}
)

select
    'campaign' as budget_level, held.campaign_id, cast(null as varchar) as ad_set_id,
    {{ microsoft_ads_status('held.platform_status') }} as status,
    known.start_date, known.end_date,
    {{ divide_micros('held.whole_micros', 'held.sharers') }} as daily_micros,
    cast(0 as bigint) as lifetime_micros
from held
inner join {{ ref('int_campaigns') }} as known on known.platform = 'microsoft_ads' and known.campaign_id = held.campaign_id
