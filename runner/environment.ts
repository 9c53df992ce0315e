import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { type RatesSource, RatesSources } from "./rates/sources.ts";

const PrivateKey = z.object({
  kty: z.literal("OKP"),
  crv: z.literal("Ed25519"),
  kid: z.string().min(1),
  x: z.string().min(1),
  d: z.string().min(1),
});
export type PrivateKey = z.infer<typeof PrivateKey>;

const Variables = z.object({
  WORKER_URL: z.url().transform((url) => url.replace(/\/+$/, "")),
  RUNNER_KEY: z.string().optional(),
  RUNNER_KEY_FILE: z.string().optional(),
  WAREHOUSE: z.string().min(1),
  DBT_STATE: z.string().min(1),
  DBT_PYTHON: z.string().min(1),
  DBT_PROJECT: z
    .string()
    .min(1)
    .default(fileURLToPath(new URL("../dbt", import.meta.url))),
  RATES_SOURCES: RatesSources.default([]),
  RUNNER_ID: z.string().min(1).max(100).default(`${hostname()}-${process.pid}`.slice(-100)),
  RUNNER_PORT: z.coerce.number().int().min(1).max(65535).optional(),
  LEASE_POLL_MS: z.coerce.number().int().min(50).max(60_000).default(1000),
});

export interface RunnerEnvironment {
  readonly workerUrl: string;
  readonly key: PrivateKey;
  readonly warehouse: string;
  readonly dbtState: string;
  readonly dbtPython: string;
  readonly dbtProject: string;
  readonly ratesSources: readonly RatesSource[];
  readonly runnerId: string;
  /** Where the site of the dbt project is served, on loopback; without it nowhere. */
  readonly port: number | undefined;
  readonly leasePollMs: number;
}

/** @throws an error that names every variable that is missing or wrong, never its value */
export function readEnvironment(source: Readonly<Record<string, string | undefined>>): RunnerEnvironment {
  const result = Variables.safeParse(source);
  if (!result.success) {
    const wrong = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`The runner's environment does not fit (see docs/snapshots.md): ${wrong.join("; ")}`);
  }
  const env = result.data;
  return {
    workerUrl: env.WORKER_URL,
    key: readKey(env.RUNNER_KEY, env.RUNNER_KEY_FILE),
    warehouse: env.WAREHOUSE,
    dbtState: env.DBT_STATE,
    dbtPython: env.DBT_PYTHON,
    dbtProject: env.DBT_PROJECT,
    ratesSources: env.RATES_SOURCES,
    runnerId: env.RUNNER_ID,
    port: env.RUNNER_PORT,
    leasePollMs: env.LEASE_POLL_MS,
  };
}

function readKey(inline: string | undefined, file: string | undefined): PrivateKey {
  const text = inline ?? (file === undefined ? undefined : readKeyFile(file));
  if (text === undefined)
    throw new Error("Set RUNNER_KEY (a private Ed25519 JWK as JSON) or RUNNER_KEY_FILE (its path)");
  const name = inline === undefined ? "RUNNER_KEY_FILE" : "RUNNER_KEY";
  try {
    return PrivateKey.parse(JSON.parse(text));
  } catch {
    // The cause would carry the text, which is a secret.
    throw new Error(
      `${name} must hold a private Ed25519 key as JWK: {"kty":"OKP","crv":"Ed25519","kid":…,"x":…,"d":…}`,
    );
  }
}

function readKeyFile(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new Error(`RUNNER_KEY_FILE cannot be read: ${path}`, { cause });
  }
}
