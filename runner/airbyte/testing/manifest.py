"""`manifest.py SHORTCUTS MANIFEST`: whether a connector's manifest comes out the same with the launcher's shortcuts as without them."""

import json
import os
import sys

import yaml
from airbyte_cdk.sources.declarative.parsers.manifest_component_transformer import ManifestComponentTransformer
from airbyte_cdk.sources.declarative.parsers.manifest_reference_resolver import ManifestReferenceResolver

shortcuts_file, manifest_file = sys.argv[1:]
sys.path.insert(0, os.path.dirname(shortcuts_file))
import shortcuts


def processed():
    with open(manifest_file) as file:
        manifest = yaml.load(file, Loader=yaml.CSafeLoader)
    resolved = ManifestReferenceResolver().preprocess_manifest(manifest)
    return json.dumps(ManifestComponentTransformer().propagate_types_and_parameters("", resolved, {}), default=str)


before = processed()
shortcuts.take()
after = processed()
print(json.dumps({"characters": len(before), "same": before == after}))
