{# TikTok reports value per place of sale: website (total_complete_payment_rate, its misnomer for the value of complete payments),
   app and TikTok shop. An ad sells in one place; the first that has value counts, so nothing is counted twice. #}
{% macro tiktok_value(reports) -%}
    coalesce(nullif({{ reports }}.website_value, 0), nullif({{ reports }}.app_value, 0), nullif({{ reports }}.shop_value, 0), 0)
{%- endmacro %}
