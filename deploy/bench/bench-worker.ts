import { generateKeyPairSync, randomBytes } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { Miniflare, type MiniflareOptions } from "miniflare";
import { root } from "../local/settings.ts";

export interface BenchWorker {
  readonly url: URL;
  /** Changes the Worker's database. */
  run(sql: string, ...values: unknown[]): Promise<void>;
  /** Puts a value where snapshots are kept. */
  store(key: string, value: string | Uint8Array): Promise<void>;
  /** A new isolate in a new process of workerd, over the same data. */
  restart(): Promise<URL>;
  stop(): Promise<void>;
}

/** Bundles a Worker of worker/testing/bench and runs it in workerd, with a fresh database and no limits that it could run into. */
export async function startBenchWorker(entry: string): Promise<BenchWorker> {
  const built = await build({
    entryPoints: [join(root, "worker", "testing", "bench", entry)],
    bundle: true,
    write: false,
    format: "esm",
    target: "esnext",
    conditions: ["workerd", "worker", "browser"],
    mainFields: ["browser", "module", "main"],
    external: ["cloudflare:*", "node:*"],
    logLevel: "error",
  });
  const text = (value: string) => ({ type: "text" as const, value });
  const durable = (exportName: string) => ({ type: "durable-object" as const, worker: "bench", exportName });
  const sqlite = { type: "durable-object", storage: "sqlite" } as const;
  const options: MiniflareOptions = {
    workers: [
      {
        config: {
          name: "bench",
          compatibilityDate: "2026-10-01",
          compatibilityFlags: ["nodejs_compat"],
          manifest: {
            mainModule: "worker.js",
            modules: { "worker.js": { type: "esm", contents: built.outputFiles[0]!.text } },
          },
          exports: { SignInGuard: sqlite, RateCounter: sqlite },
          env: {
            ...Object.fromEntries(Object.entries(variables()).map(([name, value]) => [name, text(value)])),
            DB: { type: "d1", id: "bench" },
            SNAPSHOTS: { type: "kv", id: "bench" },
            JOBS: { type: "queue", name: "jobs" },
            SIGN_IN_GUARD: durable("SignInGuard"),
            RATE_COUNTER: durable("RateCounter"),
          },
        },
      },
    ],
  };
  const miniflare = new Miniflare(options);
  const url = await miniflare.ready;
  const database = await miniflare.getD1Database("DB");
  const run = async (sql: string, ...values: unknown[]) => {
    await database
      .prepare(sql)
      .bind(...values)
      .run();
  };
  for (const statement of await migrations()) await run(statement);
  const store = async (key: string, value: string | Uint8Array) => {
    const kv = await miniflare.getKVNamespace("SNAPSHOTS");
    await kv.put(key, typeof value === "string" ? value : new Uint8Array(value).buffer);
  };
  const restart = async () => {
    await miniflare.setOptions(options);
    return miniflare.ready;
  };
  return { url, run, store, restart, stop: () => miniflare.dispose() };
}

function variables() {
  const { publicKey } = generateKeyPairSync("ed25519");
  const key = { ...publicKey.export({ format: "jwk" }), kid: "bench", scope: "operator" };
  const boundless = 1_000_000;
  return {
    ENVIRONMENT: "test",
    APP_URL: "https://bench.test",
    AUTH_SECRET: randomBytes(32).toString("hex"),
    SECRET_KEY: randomBytes(32).toString("base64"),
    INTERNAL_KEYS: JSON.stringify({ keys: [key] }),
    AIRBYTE_URL: "http://airbyte.test",
    AIRBYTE_CLIENT_ID: "bench",
    AIRBYTE_CLIENT_SECRET: "bench",
    RATE_LIMITS: JSON.stringify({ ip: boundless, auth: boundless, user: boundless, key: boundless, tenant: boundless }),
  };
}

async function migrations(): Promise<string[]> {
  const folder = join(root, "migrations");
  const files = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), "utf8")));
  return texts.flatMap((text) => text.split("--> statement-breakpoint")).filter((statement) => statement.trim() !== "");
}
