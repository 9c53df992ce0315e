{# Budgets in account micros, one row per campaign or ad set that holds one. #}
with budgets as (
    {{ every_platform('budgets', [
        'budget_level', 'campaign_id', 'ad_set_id', 'status', 'start_date', 'end_date', 'daily_micros', 'lifetime_micros'
    ]) }}
)

select
    *,
    case when budget_level = 'ad_set' then 'ad_set:' || ad_set_id else 'campaign:' || campaign_id end as budget_id
from budgets
where daily_micros > 0 or lifetime_micros > 0
