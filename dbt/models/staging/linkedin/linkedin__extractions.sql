{{ last_extractions([
    'stg_linkedin__accounts', 'stg_linkedin__campaign_groups', 'stg_linkedin__campaigns', 'stg_linkedin__creatives',
    'stg_linkedin__creative_analytics', 'stg_linkedin__campaign_analytics', 'stg_linkedin__region_analytics'
]) }}
