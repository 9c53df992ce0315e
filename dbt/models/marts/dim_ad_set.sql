{%- set key = ['platform', 'ad_set_id'] -%}

with listed as (
    {{ every_platform('ad_sets', ['ad_set_id', 'account_id', 'campaign_id', 'ad_set_name', 'status']) }}
),

accounts_read as (
    select distinct platform, account_id from listed
),

parents as ({{ newest_mention(key, ['campaign_id', 'account_id'], 'campaign_id') }}),
names as ({{ newest_mention(key, ['ad_set_name'], 'ad_set_name') }}),

ids as (
    select platform, ad_set_id from listed
    union
    select platform, ad_set_id from {{ ref('int_mentions') }} where ad_set_id is not null
    union
    select platform, 'unknown' from ({{ nowhere('ads', 'ad_id') }}) as ads
)

select
    '{{ var("tenant_id") }}' as tenant_id,
    ids.platform,
    coalesce(listed.campaign_id, parents.campaign_id, 'unknown') as campaign_id,
    ids.ad_set_id,
    coalesce(listed.ad_set_name, names.ad_set_name, ids.ad_set_id) as ad_set_name,
    coalesce(listed.status, {{ missing_status('ids.ad_set_id', 'accounts_read.account_id is not null') }}) as status,
    listed.ad_set_id is not null as is_listed
from ids
left join listed on listed.platform = ids.platform and listed.ad_set_id = ids.ad_set_id
left join parents on parents.platform = ids.platform and parents.ad_set_id = ids.ad_set_id
left join names on names.platform = ids.platform and names.ad_set_id = ids.ad_set_id
left join accounts_read on accounts_read.platform = ids.platform and accounts_read.account_id = parents.account_id
