import { expect, test } from "vitest";
import { blame } from "./blame.ts";
import { fieldsOf } from "./fields.ts";

const fields = fieldsOf({
  type: "object",
  properties: {
    account_ids: { type: "array", items: { type: "string" }, title: "Ad Account ID(s)" },
    credentials: {
      type: "object",
      oneOf: [
        { properties: { kind: { const: "token" }, access_token: { type: "string", airbyte_secret: true } } },
        { properties: { kind: { const: "key" }, private_key: { type: "string", airbyte_secret: true } } },
      ],
    },
  },
})!;

test("a message is tied to the field that it names, by its title or its own name, in the chosen variant only", () => {
  const values = { credentials: { kind: "token" } };
  const expired = "Error validating access token: session has expired";
  expect(blame(fields, values, expired)).toEqual({ "credentials.access_token": expired });
  expect(blame(fields, values, "account_ids must be digits")).toEqual({ account_ids: "account_ids must be digits" });
  expect(blame(fields, values, "the private key is wrong")).toEqual({});
  expect(blame(fields, values, "code 500")).toEqual({});
});
