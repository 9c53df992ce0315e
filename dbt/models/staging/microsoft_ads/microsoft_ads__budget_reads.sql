{{ config(materialized='table') }}

{#- Which campaigns share a budget is as known now. -#}
with reads as (
    select campaign_id, platform_status, daily_budget, extracted_at
    from {{ changed_reads(
        source('microsoft_ads', 'campaigns'),
        [['campaign_id', 'id', 'id'], ['platform_status', 'status', 'text'], ['daily_budget', 'dailybudget', 'decimal']],
        key=['campaign_id'], told=['status', 'dailybudget']
    ) }}
),

sharing as (
    select
        campaign_id, case when budget_id is null then 1 else count(*) over (partition by account_id, budget_id) end as sharers
    from {{ ref('stg_microsoft_ads__campaigns') }}
)

select
    'campaign' as budget_level, reads.campaign_id, cast(null as varchar) as ad_set_id,
    {{ is_gone(microsoft_ads_status('reads.platform_status')) }} as is_gone,
    {{ divide_micros(to_micros('coalesce(reads.daily_budget, 0)'), 'sharing.sharers') }} as daily_micros,
    cast(0 as bigint) as lifetime_micros,
    reads.extracted_at
from reads
inner join sharing on sharing.campaign_id = reads.campaign_id
