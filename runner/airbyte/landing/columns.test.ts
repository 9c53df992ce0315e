import fc from "fast-check";
import { expect, test } from "vitest";
import { columnsOf, columnType } from "./columns.ts";
import { typeOfValue, widen } from "./infer.ts";

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
  const columns = columnsOf({ properties: { b: { type: "string" } } }, new Map([["a", "BIGINT"]]));
  expect(columns).toEqual([
    { field: "b", name: "b", type: "VARCHAR" },
    { field: "a", name: "a", type: "BIGINT" },
  ]);
});

test("the type of several values does not depend on their order", () => {
  const value = fc.oneof(fc.string(), fc.integer(), fc.double(), fc.boolean(), fc.constant([1]));
  fc.assert(
    fc.property(fc.array(value, { minLength: 1 }), (values) => {
      const typeOf = (list: unknown[]) =>
        list.reduce<ReturnType<typeof typeOfValue>>((known, one) => widen(known, typeOfValue(one)!), undefined);
      expect(typeOf(values.toReversed())).toBe(typeOf(values));
    }),
  );
});

test.each([
  [2 ** 62, "BIGINT"],
  [2 ** 63, "DECIMAL(38,9)"],
  [1.5, "DECIMAL(38,9)"],
  ["1", "VARCHAR"],
  [null, undefined],
])("the value %j asks for %s", (value, type) => {
  expect(typeOfValue(value)).toBe(type);
});
