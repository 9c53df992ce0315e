{{ last_extractions([
    'stg_google_ads__customers', 'stg_google_ads__campaigns', 'stg_google_ads__campaign_budgets', 'stg_google_ads__ad_groups',
    'stg_google_ads__ads', 'stg_google_ads__ad_performance', 'stg_google_ads__geo_performance'
]) }}
