select '{{ var("tenant_id") }}' as tenant_id, region_code, region_name
from {{ ref('region_sets') }}
where region_set = '{{ var("region_set") }}'
union all
select distinct
    '{{ var("tenant_id") }}', region_code,
    case region_code when 'unmapped' then 'Unmapped' else 'Unattributed' end
from {{ ref('fct_region_performance_daily') }}
where region_code in ('unmapped', 'unattributed')
