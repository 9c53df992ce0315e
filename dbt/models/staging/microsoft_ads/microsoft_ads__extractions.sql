{{ last_extractions([
    'stg_microsoft_ads__accounts', 'stg_microsoft_ads__campaigns', 'stg_microsoft_ads__ad_groups', 'stg_microsoft_ads__ads',
    'stg_microsoft_ads__campaign_days', 'stg_microsoft_ads__ad_days', 'stg_microsoft_ads__region_days'
]) }}
