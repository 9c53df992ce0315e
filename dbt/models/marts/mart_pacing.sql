{# One row per campaign with a budget that runs, or spent, in the month of the platform's last reported day. The period is the
   part of that month in which the campaign is scheduled and not gone; each day of it counts with what its budget was then. #}
with months as (
    select
        platform,
        data_through,
        cast(date_trunc('month', data_through) as date) as month_start,
        {{ dbt.last_day('data_through', 'month') }} as month_end
    from {{ ref('mart_sources') }}
    where data_through is not null
),

spent as (
    select facts.platform, facts.campaign_id, facts.ad_set_id, cast(sum(facts.spend_micros) as bigint) as spend_micros
    from {{ ref('fct_ad_performance_daily') }} as facts
    inner join months on months.platform = facts.platform and facts.date_day >= months.month_start
    group by facts.platform, facts.campaign_id, facts.ad_set_id
),

campaign_spent as (
    select platform, campaign_id, cast(sum(spend_micros) as bigint) as spend_micros
    from spent
    group by platform, campaign_id
),

gone as (
    select platform, budget_id, max(to_date) as last_date
    from {{ ref('int_budget_versions') }}
    group by platform, budget_id
    having count(*) = count(to_date)
),

{# A campaign that holds a budget itself overrides what its ad sets still say. #}
holders as (
    select *
    from (
        select *, min(case when budget_level = 'ad_set' then 1 else 0 end) over (partition by platform, campaign_id) as only_ad_sets
        from {{ ref('int_budgets') }}
    ) as budgets
    where budget_level = 'campaign' or only_ad_sets = 1
),

scheduled as (
    select
        holders.platform,
        holders.campaign_id,
        holders.budget_id,
        holders.start_date,
        holders.end_date,
        months.data_through,
        greatest(months.month_start, coalesce(holders.start_date, months.month_start)) as period_start,
        least(months.month_end, coalesce(holders.end_date, months.month_end), coalesce(gone.last_date, months.month_end)) as period_end
    from holders
    inner join months on months.platform = holders.platform
    left join gone on gone.platform = holders.platform and gone.budget_id = holders.budget_id
    left join spent
        on spent.platform = holders.platform and spent.campaign_id = holders.campaign_id and spent.ad_set_id = holders.ad_set_id
    left join campaign_spent
        on campaign_spent.platform = holders.platform and campaign_spent.campaign_id = holders.campaign_id
    where holders.status = 'ACTIVE'
        or case when holders.budget_level = 'campaign' then campaign_spent.spend_micros else spent.spend_micros end > 0
),

{# The part of the period in which a version of the budget held. #}
told as (
    select
        scheduled.*,
        versions.daily_micros,
        versions.lifetime_micros,
        greatest(scheduled.period_start, coalesce(versions.from_date, scheduled.period_start)) as told_start,
        least(scheduled.period_end, coalesce(versions.to_date, scheduled.period_end)) as told_end
    from scheduled
    inner join {{ ref('int_budget_versions') }} as versions
        on versions.platform = scheduled.platform and versions.budget_id = scheduled.budget_id
),

budgeted as (
    select
        platform,
        campaign_id,
        data_through,
        min(period_start) as start_date,
        max(period_end) as end_date,
        cast(sum(
            daily_micros * ({{ days_between('told_start', 'told_end') }} + 1)
            + case
                when start_date is null or end_date is null then case when told_end = period_end then lifetime_micros else 0 end
                else {{ divide_micros('lifetime_micros * (' ~ days_between('told_start', 'told_end') ~ ' + 1)', days_between('start_date', 'end_date') ~ ' + 1') }}
            end
        ) as bigint) as budget_micros
    from told
    where told_start <= told_end
    group by platform, campaign_id, data_through
),

converted as (
    select
        budgeted.*,
        coalesce(campaign_spent.spend_micros, 0) as spend_to_date_micros,
        {{ days_between('budgeted.start_date', 'least(budgeted.data_through, budgeted.end_date)') }} + 1 as elapsed_days,
        {{ days_between('budgeted.start_date', 'budgeted.end_date') }} + 1 as period_days,
        campaigns.account_currency,
        {{ exchange_rate('campaigns.account_currency') }} as exchange_rate
    from budgeted
    inner join {{ ref('dim_campaign') }} as campaigns
        on campaigns.platform = budgeted.platform and campaigns.campaign_id = budgeted.campaign_id
    left join campaign_spent
        on campaign_spent.platform = budgeted.platform and campaign_spent.campaign_id = budgeted.campaign_id
    left join {{ ref('int_rates') }} as rates
        on rates.base_currency = campaigns.account_currency
        and rates.date_day = budgeted.data_through
)

select
    '{{ var("tenant_id") }}' as tenant_id,
    platform || ':' || campaign_id as budget_id,
    platform,
    campaign_id,
    account_currency,
    '{{ var("currency") }}' as reporting_currency,
    {{ convert_micros('budget_micros', 'exchange_rate') }} as monthly_budget_micros,
    spend_to_date_micros,
    case
        when elapsed_days > 0 then {{ divide_micros('spend_to_date_micros * period_days', 'elapsed_days') }}
        else spend_to_date_micros
    end as projected_spend_micros,
    start_date,
    end_date
from converted
