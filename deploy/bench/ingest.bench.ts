import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measureDuckDb } from "./ingest-duckdb.ts";
import { type Measured, measureLake } from "./ingest-lake.ts";
import { recordMessages } from "./ingest-records.ts";
import type { BenchRow } from "./measure.ts";

const sizes = [1_000_000, 10_000_000];
const records = sizes[0]!;

/** A replay into the lake beside DuckDB's bare typed read of the same file on one thread, then beside itself with ten times the records. */
export async function bench(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  const first = await inFolder(async (folder) => {
    const path = join(folder, "records.jsonl");
    await recordMessages(path, records);
    const duckdb = await measureDuckDb(folder, path, records);
    const lake = await measureLake(folder, path, records);
    rows.push(...compared(lake, "DuckDB, 1 thread", duckdb));
    return lake;
  });
  const large = await inFolder(async (folder) => {
    const path = join(folder, "records.jsonl");
    await recordMessages(path, sizes[1]!);
    return measureLake(folder, path, sizes[1]!);
  });
  rows.push(...compared(large, "the same, a tenth of the records", first, sizes[1]));
  return rows;
}

function compared(ours: Measured, other: string, theirs: Measured, count = records): BenchRow[] {
  const about = { part: "ingest", case: `${count.toLocaleString("en")} records into the lake`, other };
  const speed = { ours: ours.rowsPerSecond, other_value: theirs.rowsPerSecond };
  const memory = { ours: ours.peakMegabytes, other_value: theirs.peakMegabytes };
  return [
    { ...about, metric: "rows/s", ...speed, ratio: speed.ours / speed.other_value },
    { ...about, metric: "peak MB", ...memory, ratio: memory.ours / memory.other_value },
  ];
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "adinsights-ingest-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
