{{ config(materialized='by_day', by_day=['stg_search_console__by_page', 'stg_search_console__by_device', 'stg_search_console__by_country', 'stg_search_console__by_date']) }}

{#- The day of a site by what was searched for, and at each coarser report what the finer ones lack: everything adds up to the day as a
    whole. A rest can be negative, since a search that shows two pages counts for both of them, but once for the site. -#}
{%- set levels = [
    ['by_device', ['country', 'device']],
    ['by_country', ['country']],
    ['by_date', []]
] -%}
{%- set day = ['property_id', 'date_day', 'search_type'] -%}
{%- set labels = ['country', 'device', 'query', 'page'] -%}

with by_page as (
    select
        {{ (day + labels) | join(', ') }},
        impressions, clicks, {{ position_sum('position', 'impressions') }} as position_sum
    from {{ ref('stg_search_console__by_page') }}
)
{%- set told = namespace(by=['by_page']) %}
{%- for report, own in levels %},

{{ report }}_told as (
    select
        {{ (day + own) | join(', ') }},
        sum(impressions) as impressions, sum(clicks) as clicks, sum(position_sum) as position_sum
    from (
        {%- for finer in told.by %}
        select * from {{ finer }}
        {{ 'union all' if not loop.last }}
        {%- endfor %}
    ) as finer
    group by {{ (day + own) | join(', ') }}
),

{{ report }} as (
    select
        {%- for column in day %}
        reports.{{ column }},
        {%- endfor %}
        {%- for label in labels %}
        {{ 'reports.' ~ label if label in own else "'unattributed'" }} as {{ label }},
        {%- endfor %}
        reports.impressions - cast(coalesce(told.impressions, 0) as bigint) as impressions,
        reports.clicks - cast(coalesce(told.clicks, 0) as bigint) as clicks,
        {{ position_sum('reports.position', 'reports.impressions') }} - cast(coalesce(told.position_sum, 0) as bigint) as position_sum
    from {{ ref('stg_search_console__' ~ report) }} as reports
    left join {{ report }}_told as told
        on {% for column in day + own %}told.{{ column }} = reports.{{ column }}{{ ' and ' if not loop.last }}{% endfor %} -- noqa: LT02
)
{%- set told.by = told.by + [report] %}
{%- endfor %}

{% for report in told.by -%}
select * from {{ report }}
{%- if report != 'by_page' %}
where impressions <> 0 or clicks <> 0 or position_sum <> 0
{%- endif %}
{{ 'union all' if not loop.last }}
{% endfor %}
