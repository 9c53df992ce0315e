import { z } from "zod";
import { ProviderId } from "#contracts/oidc.ts";
import type { SignInGuard } from "./features/identity/sign-in-guard.ts";
import type { RateCounter } from "./limits/rate-counter.ts";

/** What workerd hands to the Worker. The variables are unparsed: read them through `configOf`. */
export interface Env {
  readonly DB: D1Database;
  readonly SNAPSHOTS: KVNamespace;
  readonly JOBS: Queue<unknown>;
  readonly ASSETS: Fetcher;
  readonly SIGN_IN_GUARD: DurableObjectNamespace<SignInGuard>;
  readonly RATE_COUNTER: DurableObjectNamespace<RateCounter>;
  readonly [variable: string]: unknown;
}

/** Requests a minute; `tenant` for every plan. */
const limit = z.number().int().min(1).max(1_000_000).optional();
const RateLimits = z.strictObject({ ip: limit, auth: limit, user: limit, key: limit, tenant: limit, probe: limit });

const json = z.string().transform((text, ctx): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    ctx.addIssue({ code: "custom", message: "must be JSON" });
    return z.NEVER;
  }
});

const okp = { kty: z.literal("OKP"), crv: z.literal("Ed25519"), kid: z.string().min(1), x: z.string().min(1) };

/** What is said to this address cannot be overheard. */
function isPrivate(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === "https:" || (protocol === "http:" && ["127.0.0.1", "[::1]", "localhost"].includes(hostname));
}

const Variables = z.object({
  ENVIRONMENT: z.enum(["development", "test", "production"]),
  APP_URL: z.url(),
  AUTH_SECRET: z.string().min(32),
  /** Seals stored secrets: 32 random bytes, base64. */
  SECRET_KEY: z.base64().transform((text, ctx) => {
    const bytes = Uint8Array.fromBase64(text);
    if (bytes.byteLength === 32) return bytes;
    ctx.addIssue({ code: "custom", message: "must be 32 bytes in base64" });
    return z.NEVER;
  }),
  /** Origins beside our own whose pages may call the API with credentials, separated by commas. */
  CORS_ORIGINS: z
    .string()
    .default("")
    .transform((text) => text.split(",").flatMap((part) => part.trim() || []))
    .pipe(
      z.array(
        z.url().refine((url) => new URL(url).origin === url, "must be an origin such as https://app.example.com"),
      ),
    ),
  /** Where mail goes: `{"kind":"sink","url":…,"token":…}`. Without it mail is refused with a clear error. */
  MAIL: json.pipe(z.strictObject({ kind: z.literal("sink"), url: z.url(), token: z.string().min(16) })).optional(),
  /** Providers of OIDC sign-in: a JSON list of `{id, name, issuer, client_id, client_secret}`. */
  OIDC_PROVIDERS: json
    .pipe(
      z.array(
        z.strictObject({
          id: ProviderId,
          name: z.string().min(1).max(60),
          issuer: z.url().refine(isPrivate, "must be https (plain http only on the loopback)"),
          client_id: z.string().min(1),
          client_secret: z.string().min(1),
        }),
      ),
    )
    .default([]),
  /** In place of limits of contracts/plans, such as `{"user":6000}`: for a load test, or a network behind one address. */
  RATE_LIMITS: json.pipe(RateLimits).default({}),
  INTERNAL_KEYS: json.pipe(
    z.object({ keys: z.array(z.object({ ...okp, scope: z.enum(["runner", "operator"]) })).min(1) }),
  ),
  AIRBYTE_URL: z.url().transform((url) => url.replace(/\/+$/, "")),
  AIRBYTE_CLIENT_ID: z.string().min(1),
  AIRBYTE_CLIENT_SECRET: z.string().min(1),
  AIRBYTE_EMBEDDED: z.stringbool().default(false),
  /** The workspace in which connections are made, by its name. */
  AIRBYTE_WORKSPACE: z.string().min(1).default("ADinsights"),
  /** Where records land: a destination's configuration at Airbyte, one a tenant. The lake is the embedded Airbyte's own. */
  AIRBYTE_DESTINATION: json
    .pipe(z.looseObject({ destinationType: z.string().min(1) }))
    .default({ destinationType: "lake" }),
  VERSION: z.string().min(1).default("0.1.0"),
});

export type Config = z.infer<typeof Variables>;
export type InternalKey = Config["INTERNAL_KEYS"]["keys"][number];

const parsed = new WeakMap<object, Config>();

/** The Worker's configuration, parsed once an isolate. Throws an error that names every variable that is missing or wrong, never its value. */
export function configOf(env: Env): Config {
  const known = parsed.get(env);
  if (known) return known;
  // A variable that is there but empty counts as left out: that is how .dev.vars.example has the optional ones.
  const given = Object.entries(env).filter(([, value]) => value !== "");
  const result = Variables.safeParse(Object.fromEntries(given));
  if (!result.success) {
    const wrong = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`The Worker's variables do not fit (.dev.vars.example lists them): ${wrong.join("; ")}`);
  }
  parsed.set(env, result.data);
  return result.data;
}
