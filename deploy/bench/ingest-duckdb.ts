import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { Measured } from "./ingest-airbyte.ts";

const script = fileURLToPath(new URL("ingest-duckdb-process.ts", import.meta.url));
const Answer = z.object({ seconds: z.number().positive(), cpuSeconds: z.number(), peakMegabytes: z.number() });

/** DuckDB's own typed `read_json` of the file into Parquet on one thread, in a process of its own. */
export async function measureDuckDb(folder: string, path: string, records: number): Promise<Measured> {
  const child = spawn(process.execPath, [script, path, `${folder}/bare.parquet`], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  await once(child, "close");
  const { seconds, ...spent } = Answer.parse(JSON.parse(said));
  return { rowsPerSecond: records / seconds, ...spent };
}
