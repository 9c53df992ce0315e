select account_id, account_name, account_currency, time_zone
from {{ ref('stg_microsoft_ads__accounts') }}
