import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { errorsOf, type FormField, fieldsOf, initialOf, variantAt } from "./fields.ts";

const spec = {
  type: "object",
  required: ["token", "credentials", "start_date"],
  properties: {
    late: { type: "string", order: 9 },
    token: {
      type: "string",
      airbyte_secret: true,
      order: 1,
      description: 'See <a href="x">the docs</a> or [here](y).',
    },
    start_date: { type: "string", format: "date", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", order: 2 },
    ids: { type: "array", items: { type: "string", pattern: "^[0-9]+$" } },
    days: { type: "integer", minimum: 1, maximum: 28, default: 7 },
    tables: { type: "array", items: { type: "object", properties: {} } },
    hidden: { type: "string", airbyte_hidden: true },
    credentials: {
      oneOf: [
        {
          title: "OAuth",
          required: ["kind", "secret"],
          properties: { kind: { const: "oauth" }, secret: { type: "string", airbyte_secret: true } },
        },
        { title: "Key", properties: { kind: { const: "key" }, region: { enum: ["eu", "us"], default: "eu" } } },
      ],
    },
  },
};
const fields = fieldsOf(spec)!;
const kindOf = (name: string) => fields.find((field) => field.name === name)?.kind;

test("a spec becomes fields of their kinds, in its order, without what it hides", () => {
  expect(fields.map(({ name }) => name).slice(0, 3)).toEqual(["token", "start_date", "late"]);
  expect(["token", "start_date", "ids", "days", "tables", "credentials", "hidden"].map(kindOf)).toEqual([
    "secret",
    "date",
    "list",
    "number",
    "json",
    "variants",
    undefined,
  ]);
  expect(fields[0]!.description).toBe("See the docs or here.");
  expect(fieldsOf(null)).toBeNull();
  expect(fieldsOf({ type: "string" })).toBeNull();
});

test("a form begins with defaults and the first variant, and knows which variant its values are of", () => {
  const initial = initialOf(fields, spec);
  expect(initial).toEqual({ days: 7, credentials: { kind: "oauth" } });
  const { variants } = fields.find((field): field is FormField & { kind: "variants" } => field.kind === "variants")!;
  expect([
    variantAt(variants, { kind: "key" }),
    variantAt(variants, { kind: "oauth" }),
    variantAt(variants, {}),
  ]).toEqual([1, 0, -1]);
});

test("what is missing or does not fit is said by its dotted path", () => {
  expect(errorsOf(fields, { days: 40, credentials: { kind: "oauth" } })).toEqual({
    token: "Is needed",
    start_date: "Is needed",
    days: "Must be 28 or less",
    "credentials.secret": "Is needed",
  });
  const whole = { token: "t", start_date: "2026-01-01", credentials: { kind: "key", region: "eu" } };
  expect(errorsOf(fields, whole)).toEqual({});
  expect(errorsOf(fields, { ...whole, credentials: {} })).toEqual({ credentials: "Choose one" });
  expect(errorsOf(fields, { ...whole, days: Number.NaN })).toEqual({ days: "Must be a whole number" });
});

const folder = join(import.meta.dirname, "..", "..", "..", "..", "..", "shared", "airbyte", "specs");

/** Facts about Airbyte that lie beside the checkout on some machines; they are not ours to copy. */
test.runIf(existsSync(folder))("every real connector's spec becomes a form that can be filled", () => {
  for (const file of readdirSync(folder)) {
    const text = JSON.parse(readFileSync(join(folder, file), "utf8"));
    const real = text.connectionSpecification ?? text.spec?.connectionSpecification ?? text;
    const made = fieldsOf(real);
    expect(made?.length, file).toBeGreaterThan(0);
    const needed = made!.filter(({ required, kind }) => required && kind !== "fixed" && kind !== "boolean");
    expect(Object.keys(errorsOf(made!, initialOf(made!, real))).length, file).toBeLessThanOrEqual(needed.length + 6);
  }
});

test("lists of numbers come out as numbers, and what is none is said; lists of given words are choices", () => {
  const fields = fieldsOf({
    type: "object",
    properties: {
      ids: { type: "array", items: { type: "integer" } },
      statuses: { type: "array", items: { enum: ["ACTIVE", "PAUSED"] } },
    },
  })!;
  expect(fields.map((field) => field.kind)).toEqual(["list", "many"]);
  expect(errorsOf(fields, { ids: [1, 2] })).toEqual({});
  expect(errorsOf(fields, { ids: [1, "x"] })).toEqual({ ids: "Must be numbers" });
});

test("kinds of credentials are asked for at once, whether or not the spec says that they are needed", () => {
  const kinds = [{ properties: { kind: { const: "a" }, token: { type: "string", airbyte_secret: true } } }];
  const [credentials] = fieldsOf({ properties: { credentials: { oneOf: kinds } } })!;
  expect(credentials?.required).toBe(true);
  expect(initialOf([credentials!], { properties: { credentials: { oneOf: kinds } } })).toEqual({
    credentials: { kind: "a" },
  });
});
