{{ last_extractions([
    'stg_tiktok__advertisers', 'stg_tiktok__campaigns', 'stg_tiktok__ad_groups', 'stg_tiktok__ads',
    'stg_tiktok__ads_reports_daily', 'stg_tiktok__province_reports_daily'
]) }}
