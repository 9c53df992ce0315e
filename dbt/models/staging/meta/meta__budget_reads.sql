{{ config(materialized='table') }}

{%- set amounts = [['daily_budget', 'daily_budget', 'decimal'], ['lifetime_budget', 'lifetime_budget', 'decimal']] -%}
{%- set account = ['account_id', 'account_id', 'id'] -%}

with reads as (
    select
        'campaign' as budget_level, account_id, campaign_id, cast(null as varchar) as ad_set_id,
        platform_status, daily_budget, lifetime_budget, extracted_at
    from {{ changed_reads(
        source('meta', 'campaigns'),
        [['campaign_id', 'id', 'id'], account, ['platform_status', first_given(['effective_status', 'status']), 'text']] + amounts,
        key=['campaign_id'], told=['effective_status', 'status', 'daily_budget', 'lifetime_budget']
    ) }}
    union all
    select 'ad_set', account_id, campaign_id, ad_set_id, platform_status, daily_budget, lifetime_budget, extracted_at
    from {{ changed_reads(
        source('meta', 'ad_sets'),
        [
            ['ad_set_id', 'id', 'id'], account, ['campaign_id', 'campaign_id', 'id'],
            ['platform_status', 'effective_status', 'text']
        ] + amounts,
        key=['ad_set_id'], told=['effective_status', 'daily_budget', 'lifetime_budget']
    ) }}
)

select
    reads.budget_level, reads.campaign_id, reads.ad_set_id,
    {{ is_gone(meta_status('reads.platform_status')) }} as is_gone,
    {{ meta_budget_micros('reads.daily_budget') }} as daily_micros,
    {{ meta_budget_micros('reads.lifetime_budget') }} as lifetime_micros,
    reads.extracted_at
from reads
left join {{ ref('int_accounts') }} as accounts on accounts.platform = 'meta' and accounts.account_id = reads.account_id
left join {{ ref('meta_currency_units') }} as units on units.currency = accounts.account_currency
