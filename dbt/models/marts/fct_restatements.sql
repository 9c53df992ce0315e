{{ config(
    materialized='by_day', by_day=platform_models('ad_report_reads') + ['int_ad_reports'],
    whole_columns={'dim_campaign': ['platform', 'campaign_id', 'account_id']}
) }}

{# What a campaign's day came to after each sync that changed it, from extractions that nothing overwrites: the fact as of then, by what is
   known now of which campaign an ad belongs to. The last `to_value` of a day is what the fact says. #}
{%- set least = {'account_spend_micros': 1000, 'impressions': 0, 'clicks': 0, 'conversions': 0.001, 'account_value_micros': 1000} -%}
{%- set counts = ['account_spend_micros', 'impressions', 'clicks', 'conversions'] -%}
{%- set record = 'partition by platform, is_whole, record_id order by read_number' -%}
{%- set holder = 'partition by platform, is_whole, date_day, campaign_id, holder_id order by synced_at' -%}
{%- set campaign_day = 'partition by platform, date_day, campaign_id order by synced_at' -%}

with reads as (
    {{ every_platform('ad_report_reads', [
        'date_day', 'campaign_id', 'is_whole', 'holder_id', 'record_id', 'read_number', 'sync_id', 'extracted_at'
    ] + counts + ['account_value']) }}
),

record_changes as (
    select
        platform, date_day, is_whole, holder_id,
        first_value(campaign_id) over (partition by platform, is_whole, record_id order by read_number desc) as campaign_id,
        max(extracted_at) over (partition by platform, sync_id, date_day) as synced_at
        {%- for column in counts + ['account_value'] %}, {{ column }} - coalesce(lag({{ column }}) over ({{ record }}), 0) as {{ column }}{% endfor %}
    from reads
),

holder_changes as (
    select
        platform, date_day, campaign_id, is_whole, holder_id, synced_at
        {%- for column in counts + ['account_value'] %}, sum({{ column }}) as {{ column }}{% endfor %}
    from record_changes
    group by platform, date_day, campaign_id, is_whole, holder_id, synced_at
),

{# The value of one ad is added up before it is rounded. #}
holder_values as (
    select *, {{ to_micros('sum(account_value) over (' ~ holder ~ ')') }} as value_micros
    from holder_changes
),

rounded_changes as (
    select *, value_micros - coalesce(lag(value_micros) over ({{ holder }}), 0) as account_value_micros
    from holder_values
),

campaign_changes as (
    select
        platform, date_day, campaign_id, synced_at,
        sum(case when is_whole then 0 else 1 end) as ad_changes
        {%- for column in least %}, sum(case when is_whole then 0 else {{ column }} end) as ads_{{ column }}, sum(case when is_whole then {{ column }} else 0 end) as whole_{{ column }}{% endfor %}
    from rounded_changes
    group by platform, date_day, campaign_id, synced_at
),

sums as (
    select
        platform, date_day, campaign_id, synced_at,
        sum(ad_changes) over ({{ campaign_day }}) as ad_changes
        {%- for column in least %}, sum(ads_{{ column }}) over ({{ campaign_day }}) as ads_{{ column }}, sum(whole_{{ column }}) over ({{ campaign_day }}) as whole_{{ column }}{% endfor %}
    from campaign_changes
),

{# As in `unattributed_rest`: the campaign's own report counts where it says more than its ads. #}
unclear_days as (
    select distinct platform, date_day
    from {{ ref('int_ad_reports') }}
    where campaign_id = 'unknown'
),

totals as (
    select
        sums.platform, sums.date_day, sums.campaign_id, sums.synced_at, sums.ad_changes
        {%- for column, little in least.items() %}, cast(case when unclear_days.date_day is null and sums.whole_{{ column }} - sums.ads_{{ column }} > {{ little }} then sums.whole_{{ column }} else sums.ads_{{ column }} end as decimal(38,6)) as {{ column }}{% endfor %}
    from sums
    left join unclear_days on unclear_days.platform = sums.platform and unclear_days.date_day = sums.date_day
),

{# A day of which the fact had no row yet cannot be restated. #}
told as (
    select *, case when ad_changes > 0 {%- for column in least %} or {{ column }} <> 0{% endfor %} then 1 else 0 end as is_told
    from totals
),

compared as (
    select
        *,
        lag(is_told) over ({{ campaign_day }}) as was_told
        {%- for column in least %}, lag({{ column }}) over ({{ campaign_day }}) as {{ column }}_before{% endfor %}
    from told
),

restated as (
    {%- for column in least %}
    select platform, date_day, campaign_id, synced_at, '{{ column }}' as metric, {{ column }}_before as from_value, {{ column }} as to_value
    from compared
    where was_told = 1 and {{ column }} <> {{ column }}_before
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select
    '{{ var("tenant_id") }}' as tenant_id,
    restated.platform,
    campaigns.account_id,
    restated.campaign_id,
    restated.date_day,
    restated.metric,
    restated.from_value,
    restated.to_value,
    restated.synced_at as extracted_at
from restated
inner join {{ ref('dim_campaign') }} as campaigns
    on campaigns.platform = restated.platform and campaigns.campaign_id = restated.campaign_id
