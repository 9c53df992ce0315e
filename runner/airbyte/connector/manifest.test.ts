import { expect, test } from "vitest";
import { MANIFEST, manifestSpec } from "./manifest.ts";

const own = { type: "object", required: [MANIFEST], properties: { [MANIFEST]: { type: "object" } } };
const declared = { properties: { token: { type: "string", airbyte_secret: true } } };
const manifest = { version: "6.5.2", type: "DeclarativeSource", spec: { connection_specification: declared } };

test("what the manifest declares is known, secrets among it", () => {
  const spec = manifestSpec(own, { sourceType: "declarative-manifest", [MANIFEST]: manifest, token: "x" });
  expect(spec).toMatchObject({ required: [MANIFEST], properties: { ...declared.properties, ...own.properties } });
});

test.each([
  ["a class of its own", { streams: [{ retriever: { class_name: "os.system" } }] }, "streams.0.retriever"],
  ["a class by a parameter", { definitions: { $parameters: { class_name: "x.Y" } } }, "definitions.$parameters"],
  ["a custom component", { streams: [{ type: "CustomRequester" }] }, "streams.0"],
  ["a stream that an answer makes", { dynamic_streams: [{ name: "x" }] }, MANIFEST],
  ["a file of this machine", { streams: [{ schema_loader: { type: "JsonFileSchemaLoader" } }] }, "schema_loader"],
])("%s is refused by its place", (_, part, place) => {
  expect(() => manifestSpec(own, { [MANIFEST]: { ...manifest, ...part } })).toThrow(place);
});

test.each([
  [{}, MANIFEST],
  [{ [MANIFEST]: "version: 6.5.2" }, MANIFEST],
  [{ [MANIFEST]: manifest, constructor: "x" }, "constructor"],
  [{ [MANIFEST]: manifest, password: "x" }, "password"],
  [{ [MANIFEST]: manifest, __injected_components_py: "import os" }, "__injected_components_py"],
])("the configuration %j is refused by the name of the field", (configuration, field) => {
  expect(() => manifestSpec(own, configuration)).toThrow(field);
});
