{{ last_extractions([
    'stg_meta__ad_accounts', 'stg_meta__campaigns', 'stg_meta__ad_sets', 'stg_meta__ads', 'stg_meta__ad_creatives',
    'stg_meta__ads_insights', 'stg_meta__region_insights'
]) }}
