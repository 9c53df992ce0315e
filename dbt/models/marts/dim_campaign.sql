select
    '{{ var("tenant_id") }}' as tenant_id,
    campaigns.platform,
    campaigns.account_id,
    coalesce(accounts.account_currency, '{{ var("currency") }}') as account_currency,
    campaigns.campaign_id,
    campaigns.campaign_name,
    campaigns.status,
    campaigns.objective,
    campaigns.start_date,
    campaigns.end_date,
    campaigns.is_listed
from {{ ref('int_campaigns') }} as campaigns
left join {{ ref('int_accounts') }} as accounts
    on accounts.platform = campaigns.platform and accounts.account_id = campaigns.account_id
