{# The last version of a budget is what its list says now: they are read in two ways. #}
with last_versions as (
    select *, row_number() over (partition by platform, budget_id order by version_number desc) as place
    from {{ ref('int_budget_versions') }}
)

select budgets.platform || ' ' || budgets.budget_id || ' is not its last version' as message
from {{ ref('int_budgets') }} as budgets
left join last_versions
    on last_versions.platform = budgets.platform and last_versions.budget_id = budgets.budget_id and last_versions.place = 1
where last_versions.daily_micros is distinct from budgets.daily_micros or last_versions.lifetime_micros is distinct from budgets.lifetime_micros
