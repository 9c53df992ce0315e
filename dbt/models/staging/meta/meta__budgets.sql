{# Meta states budgets in minor units of the account currency; nought means that the other level holds the budget. #}
with items as (
    select
        'campaign' as budget_level, account_id, campaign_id, cast(null as varchar) as ad_set_id,
        platform_status, start_date, end_date, daily_budget, lifetime_budget
    from {{ ref('stg_meta__campaigns') }}
    union all
    select
        'ad_set', account_id, campaign_id, ad_set_id,
        platform_status, start_date, end_date, daily_budget, lifetime_budget
    from {{ ref('stg_meta__ad_sets') }}
)

select
    items.budget_level, items.campaign_id, items.ad_set_id,
    {{ meta_status('items.platform_status') }} as status,
    items.start_date, items.end_date,
    {{ meta_budget_micros('items.daily_budget') }} as daily_micros,
    {{ meta_budget_micros('items.lifetime_budget') }} as lifetime_micros
from items
left join {{ ref('int_accounts') }} as accounts on accounts.platform = 'meta' and accounts.account_id = items.account_id
left join {{ ref('meta_currency_units') }} as units on units.currency = accounts.account_currency
