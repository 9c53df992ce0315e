{%- set columns = [
    ['property_id', "replace(name, 'properties/', '')", 'id'],
    ['property_name', 'displayname', 'text'],
    ['property_currency', 'currencycode', 'currency'],
    ['time_zone', 'timezone', 'text']
] -%}

{{ staged_stream(source('ga4', 'properties'), columns, key=['property_id']) }}
