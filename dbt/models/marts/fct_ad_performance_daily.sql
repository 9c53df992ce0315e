{{ config(
    materialized='by_day', by_day=['int_ad_reports'],
    whole_columns={'int_accounts': ['platform', 'account_id', 'account_currency']}, valid={'int_rates': ['date_day', 'date_day']}
) }}

with priced as (
    select
        reports.*,
        accounts.account_currency as currency_of_account,
        {{ exchange_rate('coalesce(reports.account_currency, accounts.account_currency)') }} as exchange_rate,
        rates.rate_date,
        rates.rate_source,
        windows.window_days
    from {{ ref('int_ad_reports') }} as reports
    inner join {{ ref('int_accounts') }} as accounts
        on accounts.platform = reports.platform and accounts.account_id = reports.account_id
    inner join {{ ref('attribution_windows') }} as windows on windows.platform = reports.platform
    left join {{ ref('int_rates') }} as rates
        on rates.base_currency = coalesce(reports.account_currency, accounts.account_currency)
        and rates.date_day = reports.date_day
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
    rate_source,
    {{ convert_micros('account_spend_micros', 'exchange_rate') }} as spend_micros,
    impressions,
    clicks,
    conversions,
    {{ convert_micros('account_value_micros', 'exchange_rate') }} as value_micros,
    {{ is_settled('date_day', 'window_days') }} as settled
from priced
