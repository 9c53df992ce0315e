select account_id, account_name, account_currency, cast(null as varchar) as time_zone
from {{ ref('stg_linkedin__accounts') }}
