import type { JsonSchema } from "../connector/messages.ts";
import type { Shape } from "../records/record-scanner.ts";
import { typeOfKinds } from "./infer.ts";
import { claimName } from "./names.ts";

export type ColumnType = "VARCHAR" | "BIGINT" | "DECIMAL(38,9)" | "BOOLEAN" | "JSON";

export interface Column {
  /** As the record spells it. */
  readonly field: string;
  readonly name: string;
  readonly type: ColumnType;
}

export const ownColumns = ["_airbyte_raw_id", "_airbyte_extracted_at", "_airbyte_meta", "_airbyte_generation_id"];

const asObject = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;

export const propertiesOf = (schema: JsonSchema | undefined): Record<string, unknown> =>
  asObject(schema?.properties) ?? {};

/** Every field of the schema, whether records had it or not, then the fields that only the records know, with their kinds' types. */
export function columnsOf(schema: JsonSchema | undefined, fields: Shape["fields"]): Column[] {
  const taken = new Set(ownColumns);
  const properties = propertiesOf(schema);
  const declared = Object.entries(properties).map(([field, property]) => [field, columnType(property)] as const);
  const extra = [...fields.values()]
    .filter((field) => !Object.hasOwn(properties, field.name))
    .map((field) => [field.name, typeOfKinds(field.kinds)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return [...declared, ...extra].map(([field, type]) => ({
    field,
    name: claimName(field, taken),
    type,
  }));
}

/** The column type of a property's JSON schema. */
export function columnType(property: unknown): ColumnType {
  const types = schemaTypes(property);
  types.delete("null");
  if (types.size === 0 || types.has("object") || types.has("array")) return "JSON";
  if (types.size === 1 && types.has("boolean")) return "BOOLEAN";
  if (types.size === 1 && types.has("integer")) return "BIGINT";
  if ([...types].every((type) => type === "integer" || type === "number")) return "DECIMAL(38,9)";
  return "VARCHAR";
}

function schemaTypes(property: unknown): Set<string> {
  const schema = asObject(property);
  if (!schema) return new Set();
  const types = new Set([schema.type].flat().filter((type) => typeof type === "string"));
  if (schema.airbyte_type === "integer" && types.delete("number")) types.add("integer");
  const branches = [schema.oneOf, schema.anyOf].flatMap((list) => (Array.isArray(list) ? list : []));
  return new Set([...types, ...branches.flatMap((branch) => [...schemaTypes(branch)])]);
}
