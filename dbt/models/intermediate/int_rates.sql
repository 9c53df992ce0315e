{# For every day, the newest rate into the reporting currency. Of those of one day, what is published for the pair comes first, then the other way
   round, then a cross over EUR or USD, the one with the fewest steps that are not published. #}
with pairs as (
    select date_day, base_currency, quote_currency, rate, rate_source, rate_date, is_inverse
    from {{ ref('int_rate_pairs') }}
),

{# One euro in a currency that is told in dollars alone. #}
over_dollars as (
    select
        dollars.date_day,
        quoted.quote_currency,
        {{ rate_times('dollars.rate', 'quoted.rate') }} as rate,
        {{ named_once('dollars.rate_source', 'quoted.rate_source') }} as rate_source,
        least(dollars.rate_date, quoted.rate_date) as rate_date,
        3 * (dollars.is_inverse + quoted.is_inverse) as steps
    from pairs as dollars
    inner join pairs as quoted on quoted.date_day = dollars.date_day and quoted.base_currency = 'USD' and quoted.quote_currency <> 'EUR'
    where dollars.base_currency = 'EUR' and dollars.quote_currency = 'USD'
),

{# What one unit of EUR, or of USD, is in a currency. #}
units as (
    select date_day, base_currency as hub, quote_currency as currency, rate, rate_source, rate_date, 3 * is_inverse as steps, 0 as is_cross
    from pairs
    where base_currency in ('EUR', 'USD')
    union all
    select date_day, 'EUR', quote_currency, rate, rate_source, rate_date, 1 + steps, 1
    from over_dollars
),

candidates as (
    select date_day, base_currency, quote_currency, rate, rate_source, rate_date, is_inverse as steps, '' as hub
    from pairs
    union all
    select date_day, 'EUR', quote_currency, rate, rate_source, rate_date, 2 + steps, ''
    from over_dollars
    union all
    select date_day, quote_currency, 'EUR', {{ rate_over('1', 'rate') }}, rate_source, rate_date, 3 + steps, ''
    from over_dollars
    union all
    select
        bases.date_day, bases.currency as base_currency, quotes.currency as quote_currency,
        {{ rate_over('quotes.rate', 'bases.rate') }},
        case
            when bases.is_cross = 1 then {{ named_once('bases.rate_source', 'quotes.rate_source') }}
            else {{ named_once('quotes.rate_source', 'bases.rate_source') }}
        end,
        least(bases.rate_date, quotes.rate_date),
        4 + bases.steps + quotes.steps,
        bases.hub
    from units as bases
    inner join units as quotes
        on quotes.date_day = bases.date_day and quotes.hub = bases.hub and bases.is_cross + quotes.is_cross < 2
    where bases.currency <> quotes.currency
),

placed as (
    select
        candidates.*,
        row_number() over (
            partition by candidates.date_day, candidates.base_currency
            order by candidates.rate_date desc, candidates.steps asc, candidates.hub asc
        ) as place
    from candidates
    where candidates.quote_currency = '{{ var("currency") }}'
)

select date_day, base_currency, rate, rate_date, rate_source
from placed
where place = 1
