select
    '{{ var("tenant_id") }}' as tenant_id,
    platform,
    property_id,
    property_name,
    property_currency,
    currency_assumed,
    time_zone,
    time_zone_assumed
from {{ ref('int_web_properties') }}
