import type { Configuration } from "../store/sources.ts";
import { ConnectorFailure } from "./failure.ts";
import type { JsonSchema } from "./messages.ts";

export const MANIFEST = "__injected_declarative_manifest";

const asObject = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;

const refuse = (path: string, reason: string): ConnectorFailure => new ConnectorFailure("config", `${path}: ${reason}`);

/**
 * What a configuration with a manifest has to look like: the connector's own spec, with the properties that the manifest declares.
 * Throws a ConnectorFailure when the manifest asks for what it may not have: code, files of this machine, or undeclared
 * settings, of which nobody could tell whether they are secret.
 */
export function manifestSpec(own: JsonSchema, configuration: Configuration): JsonSchema {
  const manifest = asObject(configuration[MANIFEST]);
  if (!manifest) throw refuse(MANIFEST, "the manifest is needed here, as a JSON object");
  refuseCode(manifest, MANIFEST);
  const declared = asObject(asObject(manifest.spec)?.connection_specification) ?? {};
  const properties = { ...asObject(declared.properties), ...asObject(own.properties) };
  for (const name of Object.keys(configuration))
    if (name !== "sourceType" && !Object.hasOwn(properties, name))
      throw refuse(name, "the manifest's spec.connection_specification does not declare it");
  return { ...declared, ...own, properties };
}

/** Looks everywhere, since references and parameters of a manifest put its parts into other places. */
function refuseCode(value: unknown, path: string): void {
  if (Array.isArray(value)) {
    for (const [at, item] of value.entries()) refuseCode(item, `${path}.${at}`);
    return;
  }
  const object = asObject(value);
  if (!object) return;
  const { type } = object;
  if ("class_name" in object || (typeof type === "string" && type.startsWith("Custom")))
    throw refuse(path, "components of one's own code are not possible");
  if ("dynamic_streams" in object || "components_mapping" in object)
    throw refuse(path, "streams made from what an API answers could hold code and are not possible");
  if (type === "JsonFileSchemaLoader") throw refuse(path, "schemas are given in the manifest (InlineSchemaLoader)");
  for (const [name, child] of Object.entries(object)) refuseCode(child, `${path}.${name}`);
}
