import { generateKeyPairSync, randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { markdown } from "./web/markdown.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** A key of this test run only: `private` signs in tests, `public` is what the Worker knows. */
function testKey(kid: string) {
  const { privateKey } = generateKeyPairSync("ed25519");
  const secret = { ...privateKey.export({ format: "jwk" }), kid };
  const { d: _, ...open } = secret;
  return { private: secret, public: open };
}

const runner = testKey("runner-test");
const operator = testKey("operator-test");

const workerBindings = async () => ({
  ENVIRONMENT: "test",
  APP_URL: "https://app.test",
  AUTH_SECRET: "only-for-tests-and-long-enough-to-pass",
  SECRET_KEY: randomBytes(32).toString("base64"),
  INTERNAL_KEYS: JSON.stringify({
    keys: [
      { ...runner.public, scope: "runner" },
      { ...operator.public, scope: "operator" },
    ],
  }),
  AIRBYTE_URL: "http://up.airbyte.test/api/public/v1",
  AIRBYTE_CLIENT_ID: "test",
  AIRBYTE_CLIENT_SECRET: "test",
  AIRBYTE_EMBEDDED: "true",
  TEST_KEYS: { runner: runner.private, operator: operator.private },
  TEST_MIGRATIONS: await readD1Migrations(here("migrations")),
});

/** What the Worker finds outside in tests: the health of three Airbytes. */
async function outside(request: { readonly url: string }): Promise<Response> {
  const { hostname } = new URL(request.url);
  if (hostname === "slow.airbyte.test") await new Promise((resolve) => setTimeout(resolve, 5000));
  return new Response("", { status: hostname === "down.airbyte.test" ? 500 : 200 });
}

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [
          cloudflareTest(async () => ({
            wrangler: { configPath: "./wrangler.toml" },
            miniflare: { bindings: await workerBindings(), outboundService: outside },
          })),
        ],
        test: {
          name: "worker",
          include: ["worker/**/*.test.ts"],
          exclude: ["worker/testing/app/**", "worker/testing/faults/**"],
          setupFiles: ["worker/testing/setup.ts"],
          // Sign-ins hash for real, which two busy cores do slowly.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "runner",
          environment: "node",
          include: ["runner/**/*.test.ts", "deploy/**/*.test.ts"],
          exclude: ["deploy/kills/**", "runner/dbt/engines/**"],
        },
      },
      {
        test: { name: "engines", environment: "node", include: ["runner/dbt/engines/**/*.test.ts"] },
      },
      {
        plugins: [markdown()],
        test: { name: "web", environment: "happy-dom", include: ["web/**/*.test.{ts,tsx}"] },
      },
      {
        test: {
          name: "app",
          environment: "node",
          include: ["worker/testing/app/**/*.test.ts"],
          globalSetup: ["worker/testing/app/shared-app.ts"],
          testTimeout: 600_000,
          hookTimeout: 900_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: "faults",
          environment: "node",
          include: ["worker/testing/faults/**/*.test.ts"],
          globalSetup: ["worker/testing/faults/faults-app.ts"],
          testTimeout: 600_000,
          hookTimeout: 600_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: "kills",
          environment: "node",
          include: ["deploy/kills/**/*.test.ts"],
          testTimeout: 3_600_000,
        },
      },
    ],
  },
});
