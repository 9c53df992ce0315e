{{ config(materialized='table') }}

{%- set said = [
    ['campaign_id', 'campaign_id', 'id'],
    ['operation_status', 'operation_status', 'text'],
    ['secondary_status', 'secondary_status', 'text'],
    ['budget', 'budget', 'decimal'],
    ['budget_mode', 'budget_mode', 'text']
] -%}
{%- set told = ['operation_status', 'secondary_status', 'budget', 'budget_mode'] -%}

with reads as (
    select
        'campaign' as budget_level, campaign_id, cast(null as varchar) as ad_set_id,
        operation_status, secondary_status, budget, budget_mode, extracted_at
    from {{ changed_reads(source('tiktok', 'campaigns'), said, key=['campaign_id'], told=told) }}
    union all
    select 'ad_set', campaign_id, ad_set_id, operation_status, secondary_status, budget, budget_mode, extracted_at
    from {{ changed_reads(source('tiktok', 'ad_groups'), said + [['ad_set_id', 'adgroup_id', 'id']], key=['ad_set_id'], told=told) }}
)

select
    budget_level, campaign_id, ad_set_id,
    {{ is_gone(tiktok_status('operation_status', 'secondary_status')) }} as is_gone,
    {{ tiktok_daily_micros() }} as daily_micros,
    {{ tiktok_lifetime_micros() }} as lifetime_micros,
    extracted_at
from reads
