import fc from "fast-check";
import { expect, test } from "vitest";
import { createCensor, MASK, maskSecrets, mergeConfiguration, secretValues } from "./secrets.ts";

const spec = {
  properties: {
    start_date: { type: "string" },
    access_token: { type: "string", airbyte_secret: true },
    credentials: {
      oneOf: [
        { properties: { auth_type: { const: "oauth" }, secret: { airbyte_secret: true }, account: {} } },
        { properties: { auth_type: { const: "service" }, key: { airbyte_secret: true } } },
      ],
    },
    apps: { items: { properties: { secret: { airbyte_secret: true } } } },
  },
};
const stored = {
  start_date: "2026-01-01",
  access_token: "token-1",
  credentials: { auth_type: "oauth", secret: "s3cret", account: "12" },
  apps: [{ name: "x", secret: "app-secret" }],
};

test("masks secrets wherever the spec puts them, and nothing else", () => {
  expect(maskSecrets(stored, spec)).toEqual({
    start_date: "2026-01-01",
    access_token: MASK,
    credentials: { auth_type: "oauth", secret: MASK, account: "12" },
    apps: [{ name: "x", secret: MASK }],
  });
  expect([...secretValues(stored, spec).values()]).toEqual(["token-1", "s3cret", "app-secret"]);
});

test("a masked secret that comes back stays as it was, another one replaces it", () => {
  const change = { access_token: MASK, credentials: { secret: "new-secret" }, start_date: "2026-02-01" };
  expect(mergeConfiguration(stored, change, spec)).toEqual({
    ...stored,
    start_date: "2026-02-01",
    credentials: { auth_type: "oauth", secret: "new-secret", account: "12" },
  });
});

test("a censored text holds no secret, however it is written down", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 8 }), fc.string(), (secret, around) => {
      fc.pre(!MASK.includes(secret) && !around.includes("*"));
      const censor = createCensor([secret]);
      for (const spelling of [secret, JSON.stringify(secret), encodeURIComponent(secret)])
        expect(censor(`${around} ${spelling} ${around}`)).not.toContain(secret);
    }),
  );
});
