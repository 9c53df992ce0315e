{# A test that looks at each day by itself (config `by_day`) asks only days that are not what they were when it last passed: what failed, or was
   killed, is asked again. All other tests are dbt's. #}
{% materialization test, default %}
    {%- set inputs = inputs_of(model) if config.get('by_day') else {} -%}
    {%- if not inputs.days or inputs.mixed or should_store_failures() -%}
        {{ return(dbt.materialization_test_default()) }}
    {%- endif -%}
    {%- set wanted = wanted_days(model, sql) -%}
    {%- set stale = none if flags.FULL_REFRESH else stale_days(model, wanted) -%}
    {%- set asked = sql if stale is none else of_days(model, sql, stale) if stale else no_failure() -%}
    {%- call statement('main', fetch_result=True) -%}
        {{ get_test_sql(asked, config.get('fail_calc'), config.get('warn_if'), config.get('error_if'), limit=none) }}
    {%- endcall -%}
    {%- if stale != [] and load_result('main').data[0][0] == 0 -%}
        {%- do note_passed(wanted, stale) -%}
    {%- endif -%}
    {{ return({'relations': []}) }}
{% endmaterialization %}

{% macro no_failure() -%} {{ return('select 1 as message where false') }} {%- endmacro %}

{% macro note_passed(wanted, stale) %}
    {%- set ledger = ledger_of(model) -%}
    {%- if stale is none -%}
        {%- do run_query('drop table if exists ' ~ ledger) -%}
        {%- do run_query('create table ' ~ ledger ~ ' as ' ~ wanted) -%}
    {%- else -%}
        {%- do run_query('delete from ' ~ ledger ~ ' where ' ~ among_days('day', stale)) -%}
        {%- set values = values_of(stale) -%}
        {%- if values -%} {%- do run_query('insert into ' ~ ledger ~ ' (day, made_of) values ' ~ values) -%} {%- endif -%}
    {%- endif -%}
    {%- do adapter.commit() -%}
{% endmacro %}
