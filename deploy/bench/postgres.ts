import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { Client } from "pg";
import { startPostgres, type TestPostgres } from "../../runner/airbyte/testing/postgres.ts";

const sums = ["spend_micros", "impressions", "clicks", "conversions", "value_micros"];

/** What is copied of each mart. An index starts with what questions are narrowed by, and has all columns, so that no row is looked up. */
const tables = [
  {
    name: "api_performance_daily",
    columns: ["date_day date", "platform text", "campaign_id text", "settled boolean"],
    index: "(date_day) include (platform, campaign_id, settled",
  },
  {
    name: "api_region_performance_daily",
    columns: ["date_day date", "region_code text", "campaign_id text", "settled boolean"],
    index: "(region_code, date_day) include (campaign_id, settled",
  },
  { name: "api_campaigns", columns: ["campaign_id text", "campaign_name text"], index: null },
] as const;

export interface FactsInPostgres extends AsyncDisposable {
  /** Milliseconds for all the statements, one after the other on one connection. */
  ask(statements: readonly string[]): Promise<number>;
}

/** The facts of marts in a PostgreSQL of its own with the settings that it comes with, vacuumed. Conversions are whole numbers there, which it adds fastest. */
export async function openPostgres(duckdbPath: string): Promise<FactsInPostgres> {
  const server = await startPostgres();
  await server.query("create schema marts");
  await copyMarts(duckdbPath, server);
  const { host, port, database, username: user, password } = server.configuration;
  const client = new Client({ host, port, database, user, password });
  await client.connect();
  return {
    async ask(statements) {
      const began = performance.now();
      for (const statement of statements) await client.query(statement);
      return performance.now() - began;
    },
    async [Symbol.asyncDispose]() {
      await client.end();
      await server[Symbol.asyncDispose]();
    },
  };
}

async function copyMarts(duckdbPath: string, server: TestPostgres): Promise<void> {
  const instance = await DuckDBInstance.create(duckdbPath, { access_mode: "READ_ONLY" });
  const duckdb = await instance.connect();
  const folder = await mkdtemp(join(tmpdir(), "adinsights-copy-"));
  try {
    // PostgreSQL reads the file itself, as its own user.
    await chmod(folder, 0o755);
    for (const { name, columns, index } of tables) {
      const measures = index ? sums : [];
      const names = [...columns.map((column) => column.split(" ")[0]!), ...measures];
      const values = names.map((column) => (column === "conversions" ? "conversions::bigint" : column));
      const file = join(folder, `${name}.csv`);
      await duckdb.run(`copy (select ${values.join(", ")} from marts.${name}) to '${file}' (format csv, header false)`);
      await chmod(file, 0o644);
      const types = [...columns, ...measures.map((measure) => `${measure} bigint`)];
      await server.query(`create table marts.${name} (${types.join(", ")})`);
      await server.query(`copy marts.${name} from '${file}' (format csv)`);
      if (index) await server.query(`create index on marts.${name} ${index}, ${sums.join(", ")})`);
      await server.query(`vacuum analyze marts.${name}`);
      await rm(file);
    }
  } finally {
    duckdb.closeSync();
    instance.closeSync();
    await rm(folder, { recursive: true, force: true });
  }
}
