{# The last version of a budget is what its list says now: they are read in two ways. #}
select budgets.platform || ' ' || budgets.budget_id || ' is not its last version' as message
from {{ ref('int_budgets') }} as budgets
left join (
    select *, row_number() over (partition by platform, budget_id order by version_number desc) as place
    from {{ ref('int_budget_versions') }}
) as versions
    on versions.platform = budgets.platform and versions.budget_id = budgets.budget_id and versions.place = 1
where versions.daily_micros is distinct from budgets.daily_micros or versions.lifetime_micros is distinct from budgets.lifetime_micros
