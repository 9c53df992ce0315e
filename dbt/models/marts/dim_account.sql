select
    '{{ var("tenant_id") }}' as tenant_id,
    platform,
    account_id,
    account_name,
    account_currency,
    currency_assumed
from {{ ref('int_accounts') }}
