{# Budgets in account micros, one row per campaign or ad set that holds one. Meta states them in minor units of the account
   currency, TikTok in major ones; nought means that the other level holds the budget. #}
with meta as (
    select
        items.budget_level, items.campaign_id, items.ad_set_id, items.status, items.start_date, items.end_date,
        cast(round(coalesce(items.daily_budget, 0) * coalesce(units.micros_per_unit, 10000), 0) as bigint) as daily_micros,
        cast(round(coalesce(items.lifetime_budget, 0) * coalesce(units.micros_per_unit, 10000), 0) as bigint) as lifetime_micros
    from (
        select
            'campaign' as budget_level, account_id, campaign_id, cast(null as varchar) as ad_set_id,
            {{ meta_status('platform_status') }} as status, start_date, end_date, daily_budget, lifetime_budget
        from {{ ref('stg_meta__campaigns') }}
        union all
        select
            'ad_set', account_id, campaign_id, ad_set_id,
            {{ meta_status('platform_status') }}, start_date, end_date, daily_budget, lifetime_budget
        from {{ ref('stg_meta__ad_sets') }}
    ) as items
    left join {{ ref('int_accounts') }} as accounts on accounts.platform = 'meta' and accounts.account_id = items.account_id
    left join {{ ref('meta_currency_units') }} as units on units.currency = accounts.account_currency
),

tiktok as (
    select
        budget_level, campaign_id, ad_set_id, status, start_date, end_date,
        case when budget_mode in ('BUDGET_MODE_DAY', 'BUDGET_MODE_DYNAMIC_DAILY_BUDGET') then {{ to_micros('coalesce(budget, 0)') }} else 0 end as daily_micros,
        case when budget_mode = 'BUDGET_MODE_TOTAL' then {{ to_micros('coalesce(budget, 0)') }} else 0 end as lifetime_micros
    from (
        select
            'campaign' as budget_level, campaigns.campaign_id, cast(null as varchar) as ad_set_id,
            {{ tiktok_status('operation_status', 'secondary_status') }} as status,
            known.start_date, known.end_date, budget, budget_mode
        from {{ ref('stg_tiktok__campaigns') }} as campaigns
        inner join {{ ref('int_campaigns') }} as known on known.platform = 'tiktok' and known.campaign_id = campaigns.campaign_id
        union all
        select
            'ad_set', campaign_id, ad_set_id,
            {{ tiktok_status('operation_status', 'secondary_status') }},
            start_date, end_date, budget, budget_mode
        from {{ ref('stg_tiktok__ad_groups') }}
    ) as items
)

select 'meta' as platform, * from meta where daily_micros > 0 or lifetime_micros > 0
union all
select 'tiktok' as platform, * from tiktok where daily_micros > 0 or lifetime_micros > 0
