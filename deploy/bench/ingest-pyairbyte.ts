import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { z } from "zod";
import { installPython, venvFolder } from "../local/python.ts";
import { readSettings } from "../local/settings.ts";
import type { Measured } from "./ingest-airbyte.ts";
import { columns } from "./ingest-records.ts";

const run = promisify(execFile);
const script = fileURLToPath(new URL("ingest_pyairbyte.py", import.meta.url));
const Answer = z.object({
  rows: z.number(),
  seconds: z.number().positive(),
  cpuSeconds: z.number(),
  peakMegabytes: z.number(),
});

const jsonTypes = { BIGINT: "integer", VARCHAR: "string", "DECIMAL(38,9)": "number", BOOLEAN: "boolean" } as const;

/** PyAirbyte reading the same messages from a connector into its DuckDB cache, the way its users do. Its venv is installed before. */
export async function measurePyAirbyte(folder: string, path: string, records: number): Promise<Measured> {
  const settings = readSettings();
  await installPython(settings, ["pyairbyte"]);
  const connector = join(folder, "source-recorded");
  await writeFile(connector, connectorScript(path), { mode: 0o755 });
  const { stdout } = await run(join(venvFolder(settings), "pyairbyte", "bin", "python"), [script, folder, connector], {
    maxBuffer: 64 * 1024 * 1024,
  });
  const { rows, seconds, ...spent } = Answer.parse(JSON.parse(stdout));
  if (rows !== records) throw new Error(`PyAirbyte read ${rows} records of ${records}`);
  return { rowsPerSecond: records / seconds, ...spent };
}

/** The least connector there can be: its `read` is the file as it is. */
function connectorScript(path: string): string {
  const properties = Object.fromEntries(
    Object.entries(columns).map(([name, type]) => [name, { type: jsonTypes[type] }]),
  );
  const stream = { name: "ads", supported_sync_modes: ["full_refresh"], json_schema: { type: "object", properties } };
  const says = (message: object) => `echo '${JSON.stringify(message)}' ;;`;
  return [
    "#!/bin/sh",
    'case "$1" in',
    `spec) ${says({ type: "SPEC", spec: { connectionSpecification: { type: "object", properties: {} } } })}`,
    `check) ${says({ type: "CONNECTION_STATUS", connectionStatus: { status: "SUCCEEDED" } })}`,
    `discover) ${says({ type: "CATALOG", catalog: { streams: [stream] } })}`,
    `read) exec cat '${path}' ;;`,
    "esac\n",
  ].join("\n");
}
