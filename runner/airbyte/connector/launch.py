"""Runs a connector's own script, `launch.py SCRIPT ARGUMENTS`, so that it ends with our parent.

Standard input is a pipe that nobody writes to. It closes when the parent is gone, however it went, and then the whole group goes.
"""

import os
import runpy
import signal
import sys
import threading


def end_with_parent():
    while os.read(0, 4096):
        pass
    os.killpg(os.getpgrp(), signal.SIGKILL)


def remember_insight_schemas():
    """source-facebook-marketing reads and resolves an insight stream's schema files anew for every record: 60 ms each."""
    try:
        from source_facebook_marketing.streams.base_insight_streams import AdsInsights
    except ImportError:
        return
    resolve = AdsInsights.get_json_schema
    resolved = {}

    def get_json_schema(self):
        if self not in resolved:
            resolved[self] = resolve(self)
        return resolved[self]

    AdsInsights.get_json_schema = get_json_schema


def remember_expanded_schemas():
    """The CDK looks for `$ref` in the schema of each property of each record, though after the first time none is left: most of a read."""
    try:
        from airbyte_cdk.sources.utils import transform
        expand = transform.expand_refs
    except (ImportError, AttributeError):  # CDK 7 does it another way
        return
    expanded = {}

    def expand_refs(schema):
        if expanded.get(id(schema)) is schema:
            return
        expand(schema)
        # A connector that makes its schemas anew for every record gains nothing, and must not fill the memory either.
        if len(expanded) > 10_000:
            expanded.clear()
        expanded[id(schema)] = schema

    transform.expand_refs = expand_refs


def parse_yaml_natively():
    """Declarative connectors parse megabytes of YAML at start-up; libyaml does that ten times as fast as Python."""
    import yaml

    if yaml.__with_libyaml__:
        yaml.SafeLoader = yaml.CSafeLoader


threading.Thread(target=end_with_parent, daemon=True).start()
sys.argv = sys.argv[1:]
sys.path[0] = os.path.dirname(sys.argv[0])
parse_yaml_natively()
remember_insight_schemas()
remember_expanded_schemas()
runpy.run_path(sys.argv[0], run_name="__main__")
