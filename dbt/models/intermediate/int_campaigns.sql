{%- set key = ['platform', 'campaign_id'] -%}

with listed as (
    {{ every_platform('campaigns', [
        'campaign_id', 'account_id', 'campaign_name', 'objective', 'start_date', 'end_date', 'status'
    ]) }}
),

accounts_read as (
    select distinct platform, account_id from listed
),

schedules as (
    select
        platform, campaign_id, min(start_date) as start_date,
        case when count(end_date) = count(*) then max(end_date) end as end_date
    from ({{ every_platform('ad_sets', ['campaign_id', 'start_date', 'end_date']) }}) as ad_sets
    group by platform, campaign_id
),

parents as ({{ newest_mention(key, ['account_id'], 'account_id') }}),
names as ({{ newest_mention(key, ['campaign_name'], 'campaign_name') }}),
objectives as ({{ newest_mention(key, ['objective'], 'objective') }}),

ids as (
    select platform, campaign_id from listed
    union
    select platform, campaign_id from {{ ref('int_mentions') }}
    union
    select platform, 'unknown' from ({{ nowhere('ads', 'ad_id') }}) as ads
    union
    select platform, 'unknown' from ({{ nowhere('ad_sets', 'ad_set_id') }}) as ad_sets
)

select
    ids.platform,
    ids.campaign_id,
    coalesce(listed.account_id, parents.account_id, 'unknown') as account_id,
    coalesce(listed.campaign_name, names.campaign_name, ids.campaign_id) as campaign_name,
    coalesce(listed.status, {{ missing_status('ids.campaign_id', 'accounts_read.account_id is not null') }}) as status,
    coalesce(listed.objective, objectives.objective) as objective,
    coalesce(listed.start_date, schedules.start_date) as start_date,
    coalesce(listed.end_date, schedules.end_date) as end_date,
    listed.campaign_id is not null as is_listed
from ids
left join listed on listed.platform = ids.platform and listed.campaign_id = ids.campaign_id
left join parents on parents.platform = ids.platform and parents.campaign_id = ids.campaign_id
left join names on names.platform = ids.platform and names.campaign_id = ids.campaign_id
left join objectives on objectives.platform = ids.platform and objectives.campaign_id = ids.campaign_id
left join schedules on schedules.platform = ids.platform and schedules.campaign_id = ids.campaign_id
left join accounts_read on accounts_read.platform = ids.platform and accounts_read.account_id = parents.account_id
