import { expect, test } from "vitest";
import { configOf } from "./env.ts";
import { testEnv } from "./testing/environment.ts";

test("every variable that does not fit is named, and none of its value is told", () => {
  const wrong = { ...testEnv, AUTH_SECRET: "hush", ACCESS_KEY: "{hush", AIRBYTE_URL: undefined };
  const tell = () => configOf(wrong);
  expect(tell).toThrow(/AUTH_SECRET: /);
  expect(tell).toThrow(/ACCESS_KEY: must be JSON/);
  expect(tell).toThrow(/AIRBYTE_URL: /);
  expect(tell).not.toThrow(/hush/);
});

test("Airbyte's base URL loses its closing slash", () => {
  expect(configOf({ ...testEnv, AIRBYTE_URL: "http://127.0.0.1:1/api/public/v1/" }).AIRBYTE_URL).toBe(
    "http://127.0.0.1:1/api/public/v1",
  );
});
