{{ config(
    materialized='by_day', by_day=['fct_ad_performance_daily', 'int_region_reports'],
    whole_columns={'int_accounts': ['platform', 'account_id', 'account_currency']}, valid={'int_rates': ['date_day', 'date_day']}
) }}

{# What ads report but no region does is a row `unattributed`, so regions add up to the campaign exactly, in every measure. #}
{%- set measures = ['account_spend_micros', 'spend_micros', 'impressions', 'clicks', 'account_value_micros', 'value_micros'] -%}

with campaign_days as (
    select
        date_day, platform, account_id, campaign_id,
        cast(sum(account_spend_micros) as bigint) as account_spend_micros,
        cast(sum(spend_micros) as bigint) as spend_micros,
        cast(sum(impressions) as bigint) as impressions,
        cast(sum(clicks) as bigint) as clicks,
        cast(sum(account_value_micros) as bigint) as account_value_micros,
        cast(sum(value_micros) as bigint) as value_micros,
        cast(sum(conversions) as decimal(18,6)) as conversions
    from {{ ref('fct_ad_performance_daily') }}
    group by date_day, platform, account_id, campaign_id
),

priced as (
    select
        regions.*,
        accounts.account_currency,
        {{ exchange_rate('accounts.account_currency') }} as exchange_rate
    from {{ ref('int_region_reports') }} as regions
    inner join {{ ref('int_accounts') }} as accounts
        on accounts.platform = regions.platform and accounts.account_id = regions.account_id
    left join {{ ref('int_rates') }} as rates
        on rates.base_currency = accounts.account_currency
        and rates.date_day = regions.date_day
),

attributed as (
    select
        date_day, platform, account_id, campaign_id, region_code,
        account_spend_micros,
        {{ convert_micros('account_spend_micros', 'exchange_rate') }} as spend_micros,
        impressions,
        clicks,
        account_value_micros,
        {{ convert_micros('account_value_micros', 'exchange_rate') }} as value_micros,
        conversions
    from priced
),

differences as (
    select
        date_day, platform, account_id, campaign_id,
        {%- for measure in measures %}
        cast(sum({{ measure }}) as bigint) as {{ measure }},
        {%- endfor %}
        cast(sum(conversions) as decimal(18,6)) as conversions
    from (
        select date_day, platform, account_id, campaign_id, {{ measures | join(', ') }}, conversions from campaign_days
        union all
        select
            date_day, platform, account_id, campaign_id,
            {%- for measure in measures %} -{{ measure }},{% endfor %} -conversions
        from attributed
    ) as both_sides
    group by date_day, platform, account_id, campaign_id
),

all_rows as (
    select date_day, platform, account_id, campaign_id, region_code, {{ measures | join(', ') }}, conversions
    from attributed
    union all
    select date_day, platform, account_id, campaign_id, 'unattributed', {{ measures | join(', ') }}, conversions
    from differences
)

select
    '{{ var("tenant_id") }}' as tenant_id,
    all_rows.date_day,
    all_rows.platform,
    all_rows.account_id,
    all_rows.campaign_id,
    all_rows.region_code,
    accounts.account_currency,
    all_rows.account_spend_micros,
    all_rows.account_value_micros,
    '{{ var("currency") }}' as reporting_currency,
    {{ exchange_rate('accounts.account_currency') }} as exchange_rate,
    rates.rate_date,
    rates.rate_source,
    all_rows.spend_micros,
    all_rows.impressions,
    all_rows.clicks,
    all_rows.conversions,
    all_rows.value_micros,
    {{ is_settled('all_rows.date_day', 'windows.window_days') }} as settled
from all_rows
inner join {{ ref('int_accounts') }} as accounts
    on accounts.platform = all_rows.platform and accounts.account_id = all_rows.account_id
inner join {{ ref('attribution_windows') }} as windows on windows.platform = all_rows.platform
left join {{ ref('int_rates') }} as rates
    on rates.base_currency = accounts.account_currency
    and rates.date_day = all_rows.date_day
where all_rows.conversions <> 0 {%- for measure in measures %} or all_rows.{{ measure }} is distinct from 0 {%- endfor %}
