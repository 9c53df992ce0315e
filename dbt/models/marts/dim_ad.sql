{%- set key = ['platform', 'ad_id'] -%}

with listed as (
    {{ every_platform('ads', ['ad_id', 'account_id', 'ad_name', 'thumbnail_url', 'status']) }}
),

accounts_read as (
    select distinct platform, account_id from listed
),

parents as ({{ newest_mention(key, ['campaign_id', 'ad_set_id', 'account_id'], 'campaign_id') }}),
names as ({{ newest_mention(key, ['ad_name'], 'ad_name') }}),

ids as (
    select platform, ad_id from listed
    union
    select platform, ad_id from {{ ref('int_mentions') }} where ad_id is not null
)

select
    '{{ var("tenant_id") }}' as tenant_id,
    ids.platform,
    coalesce(parents.campaign_id, 'unknown') as campaign_id,
    coalesce(parents.ad_set_id, 'unknown') as ad_set_id,
    ids.ad_id,
    coalesce(listed.ad_name, names.ad_name, ids.ad_id) as ad_name,
    coalesce(listed.status, {{ missing_status('ids.ad_id', 'accounts_read.account_id is not null') }}) as status,
    listed.thumbnail_url,
    listed.ad_id is not null as is_listed
from ids
left join listed on listed.platform = ids.platform and listed.ad_id = ids.ad_id
left join parents on parents.platform = ids.platform and parents.ad_id = ids.ad_id
left join names on names.platform = ids.platform and names.ad_id = ids.ad_id
left join accounts_read on accounts_read.platform = ids.platform and accounts_read.account_id = parents.account_id
