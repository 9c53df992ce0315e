{# What each budget was on which days, by the tenant's calendar, from raw extractions that nothing overwrites: a late build, or one of everything
   anew, tells the same. A change counts from the day on which it was read, as platforms apply it to the whole day. #}
with reads as (
    {{ every_platform('budget_reads', [
        'budget_level', 'campaign_id', 'ad_set_id', 'is_gone', 'daily_micros', 'lifetime_micros', 'extracted_at'
    ]) }}
),

days as (
    select
        platform,
        {{ budget_id() }} as budget_id,
        is_gone, daily_micros, lifetime_micros, extracted_at,
        {{ tenant_day('extracted_at') }} as told_date
    from reads
),

{# Before it held one, another level did, or a column was not read: nothing is known of those days. #}
last_of_day as (
    select *
    from (
        select
            *,
            max(case when daily_micros > 0 or lifetime_micros > 0 then 1 else 0 end) over (partition by platform, budget_id order by told_date) as is_known,
            row_number() over (partition by platform, budget_id, told_date order by extracted_at desc, daily_micros asc, lifetime_micros asc) as place
        from days
    ) as placed
    where place = 1 and is_known = 1
)

select
    platform,
    budget_id,
    cast(row_number() over (partition by platform, budget_id order by told_date) as integer) as version_number,
    {# What it was before it was read first is taken to be the same. #}
    case when row_number() over (partition by platform, budget_id order by told_date) > 1 then told_date end as from_date,
    {# What is gone has the day on which it went, and no other. #}
    case
        when is_gone then told_date
        else {{ add_days('lead(told_date) over (partition by platform, budget_id order by told_date)', -1) }}
    end as to_date,
    is_gone,
    daily_micros,
    lifetime_micros
from last_of_day
