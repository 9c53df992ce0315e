import { afterEach, expect, test, vi } from "vitest";
import { airbyteProcess, runnerProcess } from "./processes.ts";
import type { Secrets } from "./secrets.ts";
import { readSettings } from "./settings.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

const secrets = { runnerKey: {}, operatorKey: {} } as Secrets;

test("what fetches packages and reads platforms gets the way out, and nothing else of the environment", () => {
  vi.stubEnv("HTTPS_PROXY", "http://proxy.example:3128");
  vi.stubEnv("SSL_CERT_FILE", "/etc/own-authority.pem");
  vi.stubEnv("UV_INDEX_URL", "https://packages.example/simple");
  vi.stubEnv("SOME_PASSWORD", "hidden");
  const { env } = airbyteProcess(readSettings(), secrets);
  expect(env).toMatchObject({
    HTTPS_PROXY: "http://proxy.example:3128",
    SSL_CERT_FILE: "/etc/own-authority.pem",
    UV_INDEX_URL: "https://packages.example/simple",
  });
  expect(env).not.toHaveProperty("SOME_PASSWORD");
  expect(runnerProcess(readSettings(), secrets).env).not.toHaveProperty("HTTPS_PROXY");
});
