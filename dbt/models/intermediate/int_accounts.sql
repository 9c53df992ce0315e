with listed as (
    {{ every_platform('accounts', ['account_id', 'account_name', 'account_currency', 'time_zone']) }}
),

{# Of each account what the newest report says that says it at all. #}
{%- for said in ['name', 'currency'] %}

reported_{{ said }} as (
    select platform, account_id, account_{{ said }}
    from (
        select
            platform, account_id, account_{{ said }},
            row_number() over (partition by platform, account_id order by max(date_day) desc, account_{{ said }}) as newest
        from {{ ref('int_ad_reports') }}
        where account_{{ said }} is not null
        group by platform, account_id, account_{{ said }}
    ) as reports
    where newest = 1
),
{%- endfor %}

known_ids as (
    select platform, account_id from listed
    union
    select platform, account_id from {{ ref('int_ad_reports') }}
    union
    select platform, account_id from {{ ref('int_region_reports') }}
    union
    select platform, account_id from ({{ every_platform('campaigns', ['account_id']) }}) as campaigns where account_id is not null
)

select
    known_ids.platform,
    known_ids.account_id,
    coalesce(listed.account_name, reported_name.account_name, known_ids.account_id) as account_name,
    coalesce(reported_currency.account_currency, listed.account_currency, '{{ var("currency") }}') as account_currency,
    reported_currency.account_currency is null and listed.account_currency is null as currency_assumed,
    listed.time_zone,
    windows.days_in
from known_ids
inner join {{ ref('attribution_windows') }} as windows on windows.platform = known_ids.platform
left join listed on listed.platform = known_ids.platform and listed.account_id = known_ids.account_id
left join reported_name on reported_name.platform = known_ids.platform and reported_name.account_id = known_ids.account_id
left join reported_currency
    on reported_currency.platform = known_ids.platform and reported_currency.account_id = known_ids.account_id
