{{ config(materialized='table') }}

{%- set said = [
    ['platform_status', 'status', 'text'],
    ['daily_budget', field('dailybudget', 'amount'), 'decimal'],
    ['lifetime_budget', field('totalbudget', 'amount'), 'decimal']
] -%}
{%- set told = ['status', 'dailybudget', 'totalbudget'] -%}

with reads as (
    select
        'campaign' as budget_level, campaign_id, cast(null as varchar) as ad_set_id,
        platform_status, daily_budget, lifetime_budget, extracted_at
    from {{ changed_reads(
        source('linkedin', 'campaign_groups'), [['campaign_id', 'id', 'id']] + said,
        key=['campaign_id'], told=told, objects=['dailybudget', 'totalbudget']
    ) }}
    union all
    select 'ad_set', campaign_id, ad_set_id, platform_status, daily_budget, lifetime_budget, extracted_at
    from {{ changed_reads(
        source('linkedin', 'campaigns'), [['ad_set_id', 'id', 'id'], ['campaign_id', linkedin_id('campaigngroup'), 'id']] + said,
        key=['ad_set_id'], told=told, objects=['dailybudget', 'totalbudget']
    ) }}
)

select
    budget_level, campaign_id, ad_set_id,
    {{ is_gone(linkedin_status('platform_status', 'cast(null as date)')) }} as is_gone,
    {{ to_micros('coalesce(daily_budget, 0)') }} as daily_micros,
    {{ to_micros('coalesce(lifetime_budget, 0)') }} as lifetime_micros,
    extracted_at
from reads
