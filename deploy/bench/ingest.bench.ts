import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "../../runner/airbyte/testing/postgres.ts";
import { lake, type Measured, measureAirbyte } from "./ingest-airbyte.ts";
import { measureDuckDb } from "./ingest-duckdb.ts";
import { measurePyAirbyte } from "./ingest-pyairbyte.ts";
import { recordMessages } from "./ingest-records.ts";
import { type BenchRow, median } from "./measure.ts";

/** `BENCH_RECORDS` makes a quick try of it. */
const records = Number(process.env.BENCH_RECORDS ?? 1_000_000);
const many = 10 * records;
const rounds = 3;

/**
 * A replay into the lake beside DuckDB's bare typed read of the same file on one thread, in turns, each ratio within its turn; then beside
 * PyAirbyte, into PostgreSQL, and both beside themselves with ten times the records.
 */
export async function bench(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  const first = await withRecords(records, async (path) => {
    const turns: Turn[] = [];
    for (let round = 0; round < rounds; round++) {
      const duckdb = await inFolder((folder) => measureDuckDb(folder, path, records));
      turns.push({ duckdb, ours: await inFolder((folder) => measureAirbyte(folder, path, records, lake)) });
    }
    const middle = middleOf(turns);
    rows.push(...compared("lake", middle.ours, "DuckDB, 1 thread", middle.duckdb));
    const pyairbyte = await inFolder((folder) => measurePyAirbyte(folder, path, records));
    rows.push(...compared("lake", middle.ours, "PyAirbyte", pyairbyte));
    const database = await inFolder((folder) => measureDatabase(folder, path, records));
    rows.push(...compared("PostgreSQL", database, "PyAirbyte", pyairbyte));
    rows.push(...compared("PostgreSQL", database, "DuckDB, 1 thread", middle.duckdb));
    return { lake: middle.ours, database };
  });
  await withRecords(many, async (path) => {
    const large = await inFolder((folder) => measureAirbyte(folder, path, many, lake));
    rows.push(...compared("lake", large, "a tenth of the records", first.lake, many));
    const database = await inFolder((folder) => measureDatabase(folder, path, many));
    rows.push(...compared("PostgreSQL", database, "a tenth of the records", first.database, many));
  });
  return rows;
}

interface Turn {
  readonly ours: Measured;
  readonly duckdb: Measured;
}

/** The turn whose ratio of speeds is the median. */
function middleOf(turns: readonly Turn[]): Turn {
  const ratio = ({ ours, duckdb }: Turn) => ours.rowsPerSecond / duckdb.rowsPerSecond;
  const middle = median(turns.map(ratio));
  return turns.find((turn) => ratio(turn) === middle)!;
}

/** What PostgreSQL's own processes take is not counted, as it runs on another machine. */
async function measureDatabase(folder: string, path: string, count: number): Promise<Measured> {
  await using postgres = await startPostgres();
  const namespace = { namespaceDefinition: "destination" };
  return await measureAirbyte(folder, path, count, { configuration: postgres.configuration, namespace });
}

function compared(place: string, ours: Measured, other: string, theirs: Measured, count = records): BenchRow[] {
  const about = { part: "ingest", case: `${count.toLocaleString("en")} records into ${place}`, other };
  const row = (metric: string, of: (measured: Measured) => number): BenchRow => {
    const [mine, its] = [of(ours), of(theirs)];
    return { ...about, metric, ours: mine, other_value: its, ratio: mine / its };
  };
  return [
    row("rows/s", ({ rowsPerSecond }) => rowsPerSecond),
    row("CPU s", ({ cpuSeconds }) => cpuSeconds),
    row("peak MB", ({ peakMegabytes }) => peakMegabytes),
  ];
}

function withRecords<T>(count: number, work: (path: string) => Promise<T>): Promise<T> {
  return inFolder(async (folder) => {
    const path = join(folder, "records.jsonl");
    await recordMessages(path, count);
    return work(path);
  });
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "adinsights-ingest-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
