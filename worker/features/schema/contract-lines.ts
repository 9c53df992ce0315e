/** JSON Schema, as far as it is looked at. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

interface Operation {
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema?: Schema;
  }[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}

export interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/**
 * What clients rely on, a line each: `METHOD path > in name: type` for what they may send (`!` after a name: they must;
 * `name = value` where only some values are taken), and `METHOD path < status name: type` for what they get (`?`: not always).
 */
export function contractLines({ paths }: Described): string[] {
  return Object.entries(paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, operation]) => linesOf(`${method.toUpperCase()} ${path}`, operation)),
    )
    .sort();
}

function linesOf(call: string, { parameters, requestBody, responses }: Operation): string[] {
  const sent = (parameters ?? []).flatMap(({ in: place, name, required, schema = {} }) => [
    `${call} > ${place} ${name}${required ? "!" : ""}: ${typeOf(schema)}`,
    ...valuesOf(schema).map((value) => `${call} > ${place} ${name} = ${value}`),
  ]);
  const body = Object.values(requestBody?.content ?? {}).flatMap(({ schema }) =>
    fieldsOf(schema ?? {}, "", "sent").map((field) => `${call} > body ${field}`),
  );
  const got = Object.entries(responses)
    .filter(([status]) => status.startsWith("2"))
    .flatMap(([status, { content }]) => [
      `${call} < ${status}`,
      ...Object.values(content ?? {}).flatMap(({ schema }) =>
        fieldsOf(schema ?? {}, "", "got").map((field) => `${call} < ${status} ${field}`),
      ),
    ]);
  return [...sent, ...body, ...got];
}

/** Every field below a schema, with its path: `rows[].name`, `by_platform{}.total`. */
function fieldsOf(schema: Schema, at: string, way: "sent" | "got"): string[] {
  const variants = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const path = at === "" ? name : `${at}.${name}`;
    const values = way === "sent" ? valuesOf(field).map((value) => `${path} = ${value}`) : [];
    return [`${path}${markOf(schema, name, way)}: ${typeOf(field)}`, ...values, ...fieldsOf(field, path, way)];
  });
  const items = schema.items ? fieldsOf(schema.items, `${at}[]`, way) : [];
  const values =
    typeof schema.additionalProperties === "object" ? fieldsOf(schema.additionalProperties, `${at}{}`, way) : [];
  return [...new Set([...own, ...items, ...values, ...variants.flatMap((variant) => fieldsOf(variant, at, way))])];
}

function markOf({ required }: Schema, name: string, way: "sent" | "got"): string {
  const isRequired = required?.includes(name) ?? false;
  if (way === "sent") return isRequired ? "!" : "";
  return isRequired ? "" : "?";
}

function valuesOf(schema: Schema): string[] {
  const variants = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  return [...(schema.enum ?? []).map(String), ...variants.flatMap(valuesOf)];
}

function typeOf(schema: Schema): string {
  const variants = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  if (variants.length > 0)
    return [...new Set(variants.flatMap((variant) => typeOf(variant).split("|")))].sort().join("|");
  if (schema.items) return `array of ${typeOf(schema.items)}`;
  if (schema.type !== undefined) return [schema.type].flat().toSorted().join("|");
  const values = schema.enum ?? ("const" in schema ? [schema.const] : []);
  return [...new Set(values.map((value) => (value === null ? "null" : typeof value)))].sort().join("|") || "any";
}

/**
 * What a client of the released contract would trip over. Clients may send what they sent, and must not have to send more; they get what
 * they got, with the same types. New calls, fields and optional parameters are no matter.
 */
export function broken(released: readonly string[], current: readonly string[]): string[] {
  const now = new Set(current);
  const call = (line: string) => line.split(/ [<>]/)[0]!;
  const calls = new Set(released.map(call));
  const known = new Set(released.map((line) => line.replace("!:", ":")));
  // What need no longer be sent, or is now always there, is the better for clients.
  const gone = released.filter((line) => !now.has(line) && !now.has(line.replace(/[!?]:/, ":")));
  const demanded = current.filter(
    (line) => line.includes("!:") && calls.has(call(line)) && !released.includes(line) && !isOfNew(line, known),
  );
  return [...gone.map((line) => `gone or of another type: ${line}`), ...demanded.map((line) => `now needed: ${line}`)];
}

/** Within an object that is itself new and optional, what must be sent is nobody's burden. */
function isOfNew(line: string, known: ReadonlySet<string>): boolean {
  const [, start, path] = line.match(/^(.* > body )(.+)!: /) ?? [];
  if (start === undefined || path === undefined || !/[.[{]/.test(path)) return false;
  const parent = path.replace(/[.[{][^.[{]*$/, "");
  return ![...known].some((each) => each.startsWith(`${start}${parent}:`));
}
