select
    '{{ var("tenant_id") }}' as tenant_id,
    platform,
    account_id,
    account_name,
    account_currency,
    currency_assumed,
    time_zone,
    days_in
from {{ ref('int_accounts') }}
