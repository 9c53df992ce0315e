{# When the versions that a snapshot writes are valid from: `as_of` instead of the clock, so that a build that comes late dates them as one in time
   would have. Never before what it wrote already: of two builds as of one instant the second comes a microsecond later. #}
{% macro snapshot_instant() -%}
    {%- set as_of = modules.datetime.datetime.fromisoformat(var('as_of')).astimezone(modules.pytz.utc).replace(tzinfo=none) -%}
    {%- set written = adapter.get_relation(database=this.database, schema=this.schema, identifier=this.identifier) if execute -%}
    {%- set newest = run_query("select 'at ' || cast(max(dbt_updated_at) as varchar) from " ~ written).columns[0].values()[0] if written -%}
    {%- if not newest -%} {{ return(as_of) }} {%- endif -%}
    {%- set next = modules.datetime.datetime.fromisoformat(newest[3:29] | replace(' UTC', '') | trim) + modules.datetime.timedelta(microseconds=1) -%}
    {{ return(as_of if as_of > next else next) }}
{%- endmacro %}

{# dbt asks for it by this name. #}
{% macro default__snapshot_get_time() -%}
    cast('{{ snapshot_instant().strftime("%Y-%m-%d %H:%M:%S.%f") }}' as timestamp)
{%- endmacro %}
