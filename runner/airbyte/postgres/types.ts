import { asObject, type ColumnType, columnType } from "../landing/columns.ts";

const declared: Readonly<Record<ColumnType, string>> = {
  VARCHAR: "character varying",
  BIGINT: "bigint",
  "DECIMAL(38,9)": "numeric(38,9)",
  BOOLEAN: "boolean",
  JSON: "jsonb",
  DATE: "date",
  TIME: "time without time zone",
  TIMETZ: "time with time zone",
  TIMESTAMP: "timestamp without time zone",
  TIMESTAMPTZ: "timestamp with time zone",
};

export const postgresType = (type: ColumnType): string => declared[type];

/** Of a type as `format_type` spells it; undefined: none that a landing makes. */
export const fromPostgresType = (spelled: string): ColumnType | undefined =>
  spelled === "text" ? "VARCHAR" : (Object.keys(declared) as ColumnType[]).find((type) => declared[type] === spelled);

/** As the lake's types, but days and times have their own, as Airbyte lands them. */
export function typeOfProperty(property: unknown): ColumnType {
  const type = columnType(property);
  const { format, airbyte_type } = asObject(property) ?? {};
  if (type !== "VARCHAR") return type;
  const isLocal = airbyte_type === "timestamp_without_timezone" || airbyte_type === "time_without_timezone";
  if (format === "date") return "DATE";
  if (format === "date-time") return isLocal ? "TIMESTAMP" : "TIMESTAMPTZ";
  if (format === "time") return isLocal ? "TIME" : "TIMETZ";
  return "VARCHAR";
}

/** The type that holds the values of both. */
export function widened(one: ColumnType, other: ColumnType): ColumnType {
  if (one === other) return one;
  if (one === "JSON" || other === "JSON") return "JSON";
  const both = [one, other];
  if (both.every((type) => type === "BIGINT" || type === "DECIMAL(38,9)")) return "DECIMAL(38,9)";
  return "VARCHAR";
}

/** What is there as a value of the wider type. `column` is quoted. */
export const asWider = (column: string, wider: ColumnType): string =>
  wider === "JSON" ? `to_jsonb(${column})` : `${column}::${declared[wider]}`;
