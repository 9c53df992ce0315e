import { expect, test } from "vitest";
import { configOf } from "./env.ts";
import { testEnv } from "./testing/environment.ts";

test("every variable that does not fit is named, and none of its value is told", () => {
  const wrong = { ...testEnv, AUTH_SECRET: "hush", SECRET_KEY: "aHVzaA==", MAIL: "{hush", AIRBYTE_URL: undefined };
  const tell = () => configOf(wrong);
  expect(tell).toThrow(/AUTH_SECRET: /);
  expect(tell).toThrow(/SECRET_KEY: must be 32 bytes in base64/);
  expect(tell).toThrow(/MAIL: must be JSON/);
  expect(tell).toThrow(/AIRBYTE_URL: /);
  expect(tell).not.toThrow(/hush/);
});

test("what is optional may be left empty; an origin is one without a path", () => {
  const config = configOf({ ...testEnv, MAIL: "", OIDC_PROVIDERS: "", CORS_ORIGINS: "https://a.test, https://b.test" });
  expect(config.MAIL).toBeUndefined();
  expect(config.OIDC_PROVIDERS).toEqual([]);
  expect(config.CORS_ORIGINS).toEqual(["https://a.test", "https://b.test"]);
  expect(() => configOf({ ...testEnv, CORS_ORIGINS: "https://a.test/page" })).toThrow(/CORS_ORIGINS.*origin/);
});

test("Airbyte's base URL loses its closing slash", () => {
  expect(configOf({ ...testEnv, AIRBYTE_URL: "http://127.0.0.1:1/api/public/v1/" }).AIRBYTE_URL).toBe(
    "http://127.0.0.1:1/api/public/v1",
  );
});
