import type { D1Migration } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { JWK } from "jose";
import type { Env } from "../env.ts";

/** The bindings of wrangler.toml and what vitest.config.ts adds for tests. */
export interface TestEnv extends Env {
  readonly TEST_KEYS: { readonly runner: JWK; readonly operator: JWK };
  readonly TEST_MIGRATIONS: D1Migration[];
}

export const testEnv = env as unknown as TestEnv;
