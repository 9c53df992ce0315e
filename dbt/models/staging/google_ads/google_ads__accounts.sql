select account_id, account_name, account_currency, time_zone
from {{ ref('stg_google_ads__customers') }}
