{# What platforms say of campaigns, ad sets and ads is told in one vocabulary: ACTIVE, PAUSED, PENDING, REJECTED, COMPLETED, ARCHIVED,
   DELETED, UNKNOWN. How a platform's words are translated stands in macros/platforms. #}

{# A thing that only reports still know: gone when its stream has been read for that account, else nobody can say. What stands for the
   unattributed part of a campaign, or for what nobody knows, is not a thing that could be gone. #}
{% macro missing_status(id, stream_was_read) -%}
    case when {{ stream_was_read }} and {{ id }} <> 'unknown' and {{ id }} not like 'unattributed:%' then 'DELETED' else 'UNKNOWN' end
{%- endmacro %}
