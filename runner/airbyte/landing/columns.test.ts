import { expect, test } from "vitest";
import { Kind } from "../records/json-cursor.ts";
import { columnsOf, columnType } from "./columns.ts";
import { typeOfKinds } from "./infer.ts";

test.each([
  [{ type: "string" }, "VARCHAR"],
  [{ type: ["null", "string"], format: "date" }, "VARCHAR"],
  [{ type: ["integer", "null"] }, "BIGINT"],
  [{ type: "number", airbyte_type: "integer" }, "BIGINT"],
  [{ type: ["number", "integer"] }, "DECIMAL(38,9)"],
  [{ type: ["null", "boolean"] }, "BOOLEAN"],
  [{ type: ["string", "number"] }, "VARCHAR"],
  [{ type: ["null", "object"] }, "JSON"],
  [{ oneOf: [{ type: "string" }, { type: "null" }] }, "VARCHAR"],
  [{ anyOf: [{ type: "string" }, { type: "array" }] }, "JSON"],
  [{}, "JSON"],
])("the schema %j becomes %s", (schema, type) => {
  expect(columnType(schema)).toBe(type);
});

test("fields that only the records know come after those of the schema", () => {
  const columns = columnsOf(
    { properties: { b: { type: "string" } } },
    new Map([["a", { name: "a", kinds: Kind.short }]]),
  );
  expect(columns).toEqual([
    { field: "b", name: "b", type: "VARCHAR" },
    { field: "a", name: "a", type: "BIGINT" },
  ]);
});

test.each([
  [Kind.long, "BIGINT"],
  [Kind.short | Kind.huge, "DECIMAL(38,9)"],
  [Kind.decimal | Kind.long, "DECIMAL(38,9)"],
  [Kind.text, "VARCHAR"],
  [Kind.boolean, "BOOLEAN"],
  [Kind.boolean | Kind.short, "VARCHAR"],
  [Kind.nested | Kind.text, "JSON"],
  [Kind.null, "VARCHAR"],
])("values of the kinds %i ask for %s", (kinds, type) => {
  expect(typeOfKinds(kinds)).toBe(type);
});
