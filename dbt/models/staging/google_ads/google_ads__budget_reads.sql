{{ config(materialized='table') }}

{#- Which campaigns share a budget, and whether they are gone, is as known now: only amounts have versions. -#}
with amounts as (
    select budget_id, daily_micros, total_micros, extracted_at
    from {{ changed_reads(
        source('google_ads', 'campaign_budget'),
        [
            ['budget_id', 'campaign_budget_id', 'id'],
            ['daily_micros', 'campaign_budget_amount_micros', 'integer'],
            ['total_micros', 'campaign_budget_total_amount_micros', 'integer']
        ],
        key=['budget_id'], told=['campaign_budget_amount_micros', 'campaign_budget_total_amount_micros']
    ) }}
),

held as (
    select
        campaigns.campaign_id,
        coalesce(amounts.daily_micros, case when amounts.budget_id is null then campaigns.budget_micros end, 0) as whole_daily_micros,
        coalesce(amounts.total_micros, 0) as whole_lifetime_micros,
        campaigns.sharers,
        coalesce(amounts.extracted_at, campaigns.extracted_at) as extracted_at
    from (
        select
            *, case when budget_id is null then 1 else count(*) over (partition by account_id, budget_id) end as sharers
        from {{ ref('stg_google_ads__campaigns') }}
    ) as campaigns
    left join amounts on amounts.budget_id = campaigns.budget_id
)

select
    'campaign' as budget_level, campaign_id, cast(null as varchar) as ad_set_id,
    false as is_gone,
    {{ divide_micros('whole_daily_micros', 'sharers') }} as daily_micros,
    {{ divide_micros('whole_lifetime_micros', 'sharers') }} as lifetime_micros,
    extracted_at
from held
