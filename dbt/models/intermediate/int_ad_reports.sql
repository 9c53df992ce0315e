with meta as (
    select
        'meta' as platform,
        date_day, account_id, account_name, account_currency, campaign_id, campaign_name,
        ad_set_id, ad_set_name, ad_id, ad_name, objective,
        account_spend_micros, impressions, clicks, conversions, account_value_micros
    from {{ ref('int_meta__ad_reports') }}
),

tiktok as (
    select
        'tiktok' as platform,
        reports.date_day,
        parents.account_id,
        cast(null as varchar) as account_name,
        cast(null as varchar) as account_currency,
        parents.campaign_id,
        reports.campaign_name,
        parents.ad_set_id,
        reports.ad_set_name,
        reports.ad_id,
        reports.ad_name,
        cast(null as varchar) as objective,
        {{ to_micros('coalesce(reports.spend, 0)') }} as account_spend_micros,
        coalesce(reports.impressions, 0) as impressions,
        coalesce(reports.clicks, 0) as clicks,
        cast(coalesce(reports.conversions, 0) as decimal(18,6)) as conversions,
        {{ to_micros(tiktok_value('reports')) }} as account_value_micros
    from {{ ref('stg_tiktok__ads_reports_daily') }} as reports
    inner join {{ ref('int_tiktok__ad_parents') }} as parents on parents.ad_id = reports.ad_id
)

select * from meta
union all
select * from tiktok
