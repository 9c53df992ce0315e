import { DuckDBInstance } from "@duckdb/node-api";
import { peakMegabytes } from "./ingest-airbyte.ts";
import { columns } from "./ingest-records.ts";

const [from, to] = process.argv.slice(2);
const fields = Object.entries(columns).map(([name, type]) => `${name} ${type}`);
const values = Object.keys(columns).map((name) => `record.data.${name} as ${name}`);

const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
const duckdb = await instance.connect();
const before = process.cpuUsage();
const began = performance.now();
await duckdb.run(
  `copy (select ${values.join(", ")}, record.emitted_at as emitted_at from read_json('${from}', format = 'newline_delimited',
     columns = {record: 'STRUCT(data STRUCT(${fields.join(", ")}), emitted_at BIGINT)'})) to '${to}' (format parquet)`,
);
const seconds = (performance.now() - began) / 1000;
const spent = process.cpuUsage(before);
const cpuSeconds = (spent.user + spent.system) / 1_000_000;
duckdb.closeSync();
instance.closeSync();
process.stdout.write(JSON.stringify({ seconds, cpuSeconds, peakMegabytes: peakMegabytes(process.pid) }));
