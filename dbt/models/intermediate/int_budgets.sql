{# Budgets in account micros, one row per campaign or ad set that holds one. #}
with budgets as (
    {{ every_platform('budgets', [
        'budget_level', 'campaign_id', 'ad_set_id', 'status', 'start_date', 'end_date', 'daily_micros', 'lifetime_micros'
    ]) }}
)

select
    *,
    {{ budget_id() }} as budget_id
from budgets
where daily_micros > 0 or lifetime_micros > 0
