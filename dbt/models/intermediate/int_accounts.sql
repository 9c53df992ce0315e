with listed as (
    {{ every_platform('accounts', ['account_id', 'account_name', 'account_currency', 'time_zone']) }}
),

reported as (
    select
        platform, account_id, account_name, account_currency,
        row_number() over (
            partition by platform, account_id
            order by case when account_currency is not null then 0 else 1 end asc, date_day desc, account_name asc
        ) as newest
    from {{ ref('int_ad_reports') }}
),

known_ids as (
    select platform, account_id from listed
    union
    select platform, account_id from reported
    union
    select platform, account_id from {{ ref('int_region_reports') }}
    union
    select platform, account_id from ({{ every_platform('campaigns', ['account_id']) }}) as campaigns where account_id is not null
)

select
    known_ids.platform,
    known_ids.account_id,
    coalesce(listed.account_name, reported.account_name, known_ids.account_id) as account_name,
    coalesce(reported.account_currency, listed.account_currency, '{{ var("currency") }}') as account_currency,
    reported.account_currency is null and listed.account_currency is null as currency_assumed,
    listed.time_zone,
    windows.days_in
from known_ids
inner join {{ ref('attribution_windows') }} as windows on windows.platform = known_ids.platform
left join listed on listed.platform = known_ids.platform and listed.account_id = known_ids.account_id
left join reported
    on reported.platform = known_ids.platform and reported.account_id = known_ids.account_id and reported.newest = 1
