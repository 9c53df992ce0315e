with priced as (
    select
        reports.*,
        accounts.account_currency as currency_of_account,
        case
            when coalesce(reports.account_currency, accounts.account_currency) = '{{ var("currency") }}' then cast(1 as decimal(18,9))
            else rates.rate
        end as exchange_rate,
        case
            when coalesce(reports.account_currency, accounts.account_currency) <> '{{ var("currency") }}' then rates.from_date
        end as rate_date,
        windows.window_days
    from {{ ref('int_ad_reports') }} as reports
    inner join {{ ref('int_accounts') }} as accounts
        on accounts.platform = reports.platform and accounts.account_id = reports.account_id
    inner join {{ ref('attribution_windows') }} as windows on windows.platform = reports.platform
    left join {{ ref('int_rates') }} as rates
        on rates.base_currency = coalesce(reports.account_currency, accounts.account_currency)
        and reports.date_day between rates.from_date and rates.to_date
)

select
    '{{ var("tenant_id") }}' as tenant_id,
    date_day,
    platform,
    account_id,
    campaign_id,
    ad_set_id,
    ad_id,
    coalesce(account_currency, currency_of_account) as account_currency,
    account_spend_micros,
    account_value_micros,
    '{{ var("currency") }}' as reporting_currency,
    exchange_rate,
    rate_date,
    {{ convert_micros('account_spend_micros', 'exchange_rate') }} as spend_micros,
    impressions,
    clicks,
    conversions,
    {{ convert_micros('account_value_micros', 'exchange_rate') }} as value_micros,
    {{ is_settled('date_day', 'window_days') }} as settled
from priced
