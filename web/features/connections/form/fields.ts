import { z } from "zod";

/** The parts of a JSON schema that connectors' specs use; what is unknown is left aside. */
const Schema = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  order: z.number().optional(),
  airbyte_secret: z.boolean().optional(),
  multiline: z.boolean().optional(),
  airbyte_hidden: z.boolean().optional(),
  const: z.unknown().optional(),
  default: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  examples: z.array(z.unknown()).optional().catch(undefined),
  pattern: z.string().optional(),
  pattern_descriptor: z.string().optional(),
  format: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  required: z.array(z.string()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
  oneOf: z.array(z.unknown()).optional(),
});
type Schema = z.infer<typeof Schema>;

interface Common {
  readonly name: string;
  readonly title: string;
  readonly description: string | null;
  readonly required: boolean;
}

export type FormField = Common &
  (
    | { readonly kind: "text" | "secret" | "multiline"; readonly pattern: string | null; readonly hint: string | null }
    | { readonly kind: "date"; readonly withTime: boolean }
    | { readonly kind: "number"; readonly whole: boolean; readonly min: number | null; readonly max: number | null }
    | { readonly kind: "boolean" }
    | { readonly kind: "choice"; readonly options: readonly string[] }
    | { readonly kind: "fixed"; readonly value: unknown }
    | { readonly kind: "list"; readonly numbers: boolean }
    | { readonly kind: "many"; readonly options: readonly string[] }
    | { readonly kind: "group"; readonly fields: readonly FormField[] }
    | { readonly kind: "variants"; readonly variants: readonly Variant[] }
    | { readonly kind: "json" }
  );

export interface Variant {
  readonly title: string;
  readonly description: string | null;
  readonly fields: readonly FormField[];
}

/** The fields of a connector's spec, in the order that it wants. Null when it is no schema of an object. */
export function fieldsOf(spec: unknown): readonly FormField[] | null {
  const schema = Schema.safeParse(spec);
  return schema.success && schema.data.properties ? propertiesOf(schema.data) : null;
}

function propertiesOf(schema: Schema): FormField[] {
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {})
    .flatMap(([name, value]) => {
      const property = Schema.safeParse(value);
      return property.success && !property.data.airbyte_hidden ? [{ name, property: property.data }] : [];
    })
    .sort((a, b) => (a.property.order ?? 1e6) - (b.property.order ?? 1e6))
    .map(({ name, property }) => fieldOf(name, property, required.has(name) || isCredentials(property)));
}

/** Several connectors do not say that they need credentials; none reads anything without. */
const isCredentials = (schema: Schema): boolean =>
  schema.oneOf?.some((variant) => {
    const { data } = Schema.safeParse(variant);
    return Object.values(data?.properties ?? {}).some((value) => Schema.safeParse(value).data?.airbyte_secret);
  }) ?? false;

function fieldOf(name: string, schema: Schema, required: boolean): FormField {
  const common = {
    name,
    title: schema.title ?? name.replaceAll("_", " "),
    description: schema.description ? plainText(schema.description) : null,
    required,
  };
  const type = [schema.type ?? []].flat().find((each) => each !== "null");
  if (schema.const !== undefined) return { ...common, kind: "fixed", value: schema.const };
  if (schema.oneOf?.length) return { ...common, kind: "variants", variants: schema.oneOf.map(variantOf) };
  if (schema.enum && schema.enum.length === 1 && required) return { ...common, kind: "fixed", value: schema.enum[0] };
  if (schema.enum) return { ...common, kind: "choice", options: schema.enum.map(String) };
  if (type === "boolean") return { ...common, kind: "boolean" };
  if (type === "integer" || type === "number")
    return {
      ...common,
      kind: "number",
      whole: type === "integer",
      min: schema.minimum ?? null,
      max: schema.maximum ?? null,
    };
  if (type === "object" && schema.properties) return { ...common, kind: "group", fields: propertiesOf(schema) };
  const items = type === "array" ? Schema.safeParse(schema.items).data : undefined;
  if (items?.enum) return { ...common, kind: "many", options: items.enum.map(String) };
  if (items && isScalar(items)) return { ...common, kind: "list", numbers: [items.type].flat()[0] !== "string" };
  if (type === "array" || type === "object") return { ...common, kind: "json" };
  if (schema.format === "date" || schema.format === "date-time")
    return { ...common, kind: "date", withTime: schema.format === "date-time" };
  const hint = schema.pattern_descriptor ?? schema.examples?.map(String)[0] ?? null;
  const kind = schema.airbyte_secret ? "secret" : schema.multiline ? "multiline" : "text";
  return { ...common, kind, pattern: schema.pattern ?? null, hint };
}

function variantOf(value: unknown, at: number): Variant {
  const schema = Schema.parse(value);
  return {
    title: schema.title ?? `Variant ${at + 1}`,
    description: schema.description ? plainText(schema.description) : null,
    fields: propertiesOf(schema),
  };
}

function isScalar(items: Schema): boolean {
  const type = [items.type ?? []].flat()[0];
  return type === "string" || type === "integer" || type === "number";
}

/** Specs carry links as HTML or Markdown; the form shows their words. */
const plainText = (text: string): string =>
  text
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll("`", "")
    .replaceAll(/\s+/g, " ")
    .trim();

export type Values = Readonly<Record<string, unknown>>;

/** What a form begins with: defaults, fixed values, and the first of several variants. */
export function initialOf(fields: readonly FormField[], spec: unknown): Values {
  const schema = Schema.safeParse(spec);
  const properties = schema.success ? (schema.data.properties ?? {}) : {};
  return Object.fromEntries(
    fields.flatMap((field) => {
      const given = initialValue(field, properties[field.name]);
      return given === undefined ? [] : [[field.name, given]];
    }),
  );
}

function initialValue(field: FormField, value: unknown): unknown {
  const schema = Schema.safeParse(value).data;
  if (field.kind === "fixed") return field.value;
  if (field.kind === "group") return initialOf(field.fields, value);
  if (field.kind === "variants")
    return field.required ? initialOf(field.variants[0]!.fields, schema?.oneOf?.[0]) : undefined;
  return schema?.default;
}

/** Which variant the values are of: the one whose fixed values they hold. */
export function variantAt(variants: readonly Variant[], values: unknown): number {
  if (typeof values !== "object" || values === null) return -1;
  const held = values as Values;
  return variants.findIndex(({ fields }) =>
    fields.every((field) => field.kind !== "fixed" || held[field.name] === field.value),
  );
}

/** What is missing or does not fit, by dotted path. */
export function errorsOf(fields: readonly FormField[], values: Values, path = ""): Readonly<Record<string, string>> {
  return Object.assign({}, ...fields.map((field) => errorOf(field, values[field.name], path + field.name)));
}

function errorOf(field: FormField, value: unknown, path: string): Readonly<Record<string, string>> {
  const isEmpty = value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
  if (field.kind === "group") return errorsOf(field.fields, (value ?? {}) as Values, `${path}.`);
  if (field.kind === "variants") {
    const variant = field.variants[variantAt(field.variants, value)];
    if (!variant) return field.required ? { [path]: "Choose one" } : {};
    return errorsOf(variant.fields, value as Values, `${path}.`);
  }
  if (field.kind === "list" && field.numbers && Array.isArray(value) && value.some((each) => typeof each !== "number"))
    return { [path]: "Must be numbers" };
  if (isEmpty) return field.required && field.kind !== "boolean" ? { [path]: "Is needed" } : {};
  if ("pattern" in field && field.pattern && !new RegExp(field.pattern).test(String(value)))
    return { [path]: field.hint ? `Does not look right, such as ${field.hint}` : "Does not look right" };
  if (field.kind === "number") {
    const fits = typeof value === "number" && Number.isFinite(value) && (!field.whole || Number.isInteger(value));
    if (!fits) return { [path]: field.whole ? "Must be a whole number" : "Must be a number" };
    if (field.min !== null && value < field.min) return { [path]: `Must be ${field.min} or more` };
    if (field.max !== null && value > field.max) return { [path]: `Must be ${field.max} or less` };
  }
  return {};
}
