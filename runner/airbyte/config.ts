import { resolve } from "node:path";
import { z } from "zod";
import type { Limits } from "./limits/limits.ts";

const folder = z
  .string()
  .min(1)
  .transform((path) => resolve(path));

const secretKey = z
  .base64()
  .transform((text) => Buffer.from(text, "base64"))
  .refine((key) => key.length === 32, "must be 32 random bytes in base64, for example from `openssl rand -base64 32`");

const loopbackUrl = z
  .url()
  .refine((url) => ["127.0.0.1", "localhost", "[::1]"].includes(new URL(url).hostname), "must be a loopback URL");

const standIns = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue('must be JSON such as {"graph.facebook.com": "http://127.0.0.1:8788/meta"}');
      return z.NEVER;
    }
  })
  .pipe(z.record(z.string().min(1), loopbackUrl));

const mebibytes = (least: number) =>
  z.coerce
    .number()
    .int()
    .min(least)
    .max(2 ** 30);

const Environment = z.object({
  AIRBYTE_PORT: z.coerce.number().int().min(0).max(65535),
  AIRBYTE_STATE: folder,
  LAKE: folder,
  VENVS: folder,
  PYTHON: z.string().min(1).default("python3"),
  AIRBYTE_CLIENT_ID: z.string().min(1),
  AIRBYTE_CLIENT_SECRET: z.string().min(16),
  AIRBYTE_SECRET_KEY: secretKey,
  STAND_IN_HOSTS: standIns.optional(),
  AIRBYTE_MANIFEST_LOOPBACK: z.stringbool().default(false),
  AIRBYTE_PARALLEL: z.coerce.number().int().min(1).max(16).default(2),
  AIRBYTE_JOB_TIMEOUT_SECONDS: z.coerce.number().int().min(1).default(3600),
  AIRBYTE_STALL_SECONDS: z.coerce.number().int().min(1).max(86_400).default(1800),
  AIRBYTE_DISCOVER_SECONDS: z.coerce.number().int().min(0).default(86_400),
  AIRBYTE_MEMORY_MIB: mebibytes(64).default(2048),
  AIRBYTE_DISK_MIB: mebibytes(1).default(20_480),
  AIRBYTE_DISK_RESERVE_MIB: mebibytes(0).default(1024),
});

export interface AirbyteConfig {
  /** 0 takes any free port. */
  readonly port: number;
  readonly stateFolder: string;
  readonly lake: string;
  readonly venvs: string;
  /** The Python 3.11 that venvs are made with. */
  readonly python: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly secretKey: Buffer;
  /** Host name to loopback URL; empty: connectors talk to the real platforms. */
  readonly standIns: Readonly<Record<string, string>>;
  /** Whether declarative manifests may reach this machine; for development alone. */
  readonly manifestLoopback: boolean;
  readonly parallel: number;
  readonly jobTimeoutMs: number;
  readonly stallMs: number;
  /** A sync asks its source for its streams anew when it was last asked longer ago. */
  readonly discoverMs: number;
  readonly limits: Limits;
}

/** Throws an error that names every variable that does not fit and why; values are never part of it. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): AirbyteConfig {
  const parsed = Environment.safeParse(environment);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`the environment of the embedded Airbyte does not fit: ${faults.join("; ")}`);
  }
  const env = parsed.data;
  return {
    port: env.AIRBYTE_PORT,
    stateFolder: env.AIRBYTE_STATE,
    lake: env.LAKE,
    venvs: env.VENVS,
    python: env.PYTHON,
    clientId: env.AIRBYTE_CLIENT_ID,
    clientSecret: env.AIRBYTE_CLIENT_SECRET,
    secretKey: env.AIRBYTE_SECRET_KEY,
    standIns: env.STAND_IN_HOSTS ?? {},
    manifestLoopback: env.AIRBYTE_MANIFEST_LOOPBACK,
    parallel: env.AIRBYTE_PARALLEL,
    jobTimeoutMs: env.AIRBYTE_JOB_TIMEOUT_SECONDS * 1000,
    stallMs: env.AIRBYTE_STALL_SECONDS * 1000,
    discoverMs: env.AIRBYTE_DISCOVER_SECONDS * 1000,
    limits: {
      memoryBytes: env.AIRBYTE_MEMORY_MIB * 2 ** 20,
      diskBytes: env.AIRBYTE_DISK_MIB * 2 ** 20,
      reserveBytes: env.AIRBYTE_DISK_RESERVE_MIB * 2 ** 20,
    },
  };
}
