{# A rate holds from its day until the day before the next one, at most 7 days longer than its own day. #}
select
    base_currency,
    rate,
    rate_date as from_date,
    least(
        {{ add_days('rate_date', 7) }},
        coalesce({{ add_days('lead(rate_date) over (partition by base_currency order by rate_date)', -1) }}, {{ add_days('rate_date', 7) }})
    ) as to_date
from {{ ref('stg_rates') }}
where quote_currency = '{{ var("currency") }}' and base_currency <> quote_currency and rate > 0
