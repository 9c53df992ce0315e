import type { JsonSchema } from "../connector/messages.ts";
import type { Shape } from "../records/record-scanner.ts";
import { typeOfKinds } from "./infer.ts";
import { claimName } from "./names.ts";

/** As DuckDB calls them. */
export type PlainType = "VARCHAR" | "BIGINT" | "DECIMAL(38,9)" | "BOOLEAN" | "JSON";
export type TimeType = "DATE" | "TIME" | "TIMETZ" | "TIMESTAMP" | "TIMESTAMPTZ";
export type ColumnType = PlainType | TimeType;

export interface FieldType {
  /** As the record spells it. */
  readonly field: string;
  readonly type: ColumnType;
}

export interface Column extends FieldType {
  readonly name: string;
}

export const ownColumns = ["_airbyte_raw_id", "_airbyte_extracted_at", "_airbyte_meta", "_airbyte_generation_id"];

export const asObject = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;

export const propertiesOf = (schema: JsonSchema | undefined): Record<string, unknown> =>
  asObject(schema?.properties) ?? {};

/** Every field of the schema, whether records had it or not, then the fields that only the records know, with their kinds' types. */
export function fieldTypes(
  schema: JsonSchema | undefined,
  fields: Shape["fields"],
  typeOf: (property: unknown) => ColumnType,
): FieldType[] {
  const properties = propertiesOf(schema);
  const declared = Object.entries(properties).map(([field, property]) => ({ field, type: typeOf(property) }));
  const extra = [...fields.values()]
    .filter((field) => !Object.hasOwn(properties, field.name))
    .map((field) => ({ field: field.name, type: typeOfKinds(field.kinds) }))
    .sort((a, b) => (a.field < b.field ? -1 : 1));
  return [...declared, ...extra];
}

/** The columns of the lake. */
export function columnsOf(schema: JsonSchema | undefined, fields: Shape["fields"]): Column[] {
  const taken = new Set(ownColumns);
  return fieldTypes(schema, fields, columnType).map((field) => ({ ...field, name: claimName(field.field, taken) }));
}

/** The column type of a property's JSON schema. */
export function columnType(property: unknown): PlainType {
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
