"""What connectors work out again and again though it comes out the same: worked out once. See docs/decisions/0009-launcher.md.

A shortcut whose class or function is not there, in another version, does nothing.
"""

import threading


def remember_insight_schemas():
    """source-facebook-marketing reads and resolves an insight stream's schema files anew for every record: 60 ms each."""
    try:
        from source_facebook_marketing.streams.base_insight_streams import AdsInsights
        resolve = AdsInsights.get_json_schema
    except (ImportError, AttributeError):
        return
    resolved = {}

    def get_json_schema(self):
        if self not in resolved:
            resolved[self] = resolve(self)
        return resolved[self]

    AdsInsights.get_json_schema = get_json_schema


def remember_snake_case():
    """source-google-ads takes the name of every field of every record apart to write it in snake case."""
    try:
        from source_google_ads.components import KeysToSnakeCaseGoogleAdsTransformation

        process = KeysToSnakeCaseGoogleAdsTransformation.process_key
    except (ImportError, AttributeError):
        return
    processed = {}

    def process_key(self, key):
        if key not in processed:
            processed[key] = process(self, key)
        return processed[key]

    KeysToSnakeCaseGoogleAdsTransformation.process_key = process_key


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
    try:
        import yaml
    except ImportError:
        return
    if yaml.__with_libyaml__:
        yaml.SafeLoader = yaml.CSafeLoader


def copied(node):
    """A copy of what JSON can hold; several times as fast as `copy.deepcopy`."""
    if isinstance(node, dict):
        return {key: copied(value) for key, value in node.items()}
    if isinstance(node, list):
        return [copied(value) for value in node]
    return node


class Owned(dict):
    """A part of a manifest that nobody else holds: a deep copy of it is a waste."""

    def __deepcopy__(self, memo):
        return dict(self)


def resolve_references_once():
    """The CDK works out what a `$ref` stands for wherever it stands. A manifest refers to the same few things thousands of times."""
    try:
        from airbyte_cdk.sources.declarative.parsers.manifest_reference_resolver import ManifestReferenceResolver
        evaluate = ManifestReferenceResolver._evaluate_node
        preprocess = ManifestReferenceResolver.preprocess_manifest
    except (ImportError, AttributeError):
        return

    def evaluate_node(self, node, manifest, visited):
        if not self._is_ref(node):
            return evaluate(self, node, manifest, visited)
        if node not in self.resolved:
            self.resolved[node] = evaluate(self, node, manifest, visited)
        return copied(self.resolved[node])

    def preprocess_manifest(self, manifest):
        self.resolved = {}
        return Owned(preprocess(self, manifest))

    ManifestReferenceResolver._evaluate_node = evaluate_node
    ManifestReferenceResolver.preprocess_manifest = preprocess_manifest


def copy_manifests_once():
    """The CDK copies a component with all that is in it, and then, one level down, each part again, down to the leaves."""
    try:
        from airbyte_cdk.sources.declarative.parsers.manifest_component_transformer import ManifestComponentTransformer
        propagate = ManifestComponentTransformer.propagate_types_and_parameters
    except (ImportError, AttributeError):
        return
    inside = threading.local()

    def propagate_types_and_parameters(self, field, component, *rest, **options):
        if getattr(inside, "a_copy", False):
            return propagate(self, field, Owned(component), *rest, **options)
        inside.a_copy = True
        try:
            return propagate(self, field, component, *rest, **options)
        finally:
            inside.a_copy = False

    ManifestComponentTransformer.propagate_types_and_parameters = propagate_types_and_parameters


def take():
    parse_yaml_natively()
    remember_insight_schemas()
    remember_snake_case()
    remember_expanded_schemas()
    resolve_references_once()
    copy_manifests_once()
