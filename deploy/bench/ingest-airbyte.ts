import { spawn } from "node:child_process";
import { once } from "node:events";
import { createReadStream, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface, type Interface } from "node:readline";
import { Readable } from "node:stream";
import { AirbyteClient } from "../../runner/airbyte/testing/client.ts";
import { airbyteArguments } from "../local/processes.ts";

export interface Measured {
  readonly rowsPerSecond: number;
  /** User and system, of the processes that were started for it. */
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
}

/** Where the records land: a destination's configuration, and what a connection says of its namespace. */
export interface Destination {
  readonly configuration: object;
  readonly namespace: object;
}

export const lake: Destination = {
  configuration: { destinationType: "lake", tenant: "bench" },
  namespace: { namespaceDefinition: "custom_format", namespaceFormat: "meta" },
};

const secret = "the secret of the bench";

/** Replays the file by an embedded Airbyte, in a process of its own. The upload is not timed. */
export async function measureAirbyte(
  folder: string,
  path: string,
  records: number,
  destination: Destination,
): Promise<Measured> {
  const child = spawn(process.execPath, airbyteArguments, {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      AIRBYTE_PORT: "0",
      AIRBYTE_STATE: join(folder, "state"),
      LAKE: join(folder, "lake"),
      VENVS: join(folder, "venvs"),
      AIRBYTE_CLIENT_ID: "bench",
      AIRBYTE_CLIENT_SECRET: secret,
      AIRBYTE_SECRET_KEY: Buffer.alloc(32, 1).toString("base64"),
    },
  });
  try {
    const events = createInterface(child.stdout);
    const url = await eventOf(events, "airbyte.listening").then((event) => String(event.url));
    const client = await AirbyteClient.signIn(url, "bench", secret);
    const connectionId = await connectionOf(client, path, destination);
    const ended = eventOf(events, "sync.ended");
    const before = cpuSeconds(child.pid!);
    const began = performance.now();
    await client.startJob(connectionId);
    const event = await ended;
    const seconds = (performance.now() - began) / 1000;
    if (event.status !== "succeeded" || event.rows !== records)
      throw new Error(`the sync did not land its records: ${JSON.stringify(event)}`);
    return {
      rowsPerSecond: records / seconds,
      cpuSeconds: cpuSeconds(child.pid!) - before,
      peakMegabytes: peakMegabytes(child.pid!),
    };
  } finally {
    child.kill("SIGTERM");
    await once(child, "exit");
  }
}

/** Linux alone tells how much memory a process held at most; elsewhere it is not a number. */
export function peakMegabytes(pid: number): number {
  const path = `/proc/${pid}/status`;
  if (!existsSync(path)) return Number.NaN;
  return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(path, "utf8"))?.[1]) / 1000;
}

/** Of a process until now, in the hundredths of a second that Linux counts in. */
function cpuSeconds(pid: number): number {
  const path = `/proc/${pid}/stat`;
  if (!existsSync(path)) return Number.NaN;
  // The name before may hold spaces.
  const fields = readFileSync(path, "utf8").split(") ")[1]!.split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function connectionOf(
  client: AirbyteClient,
  path: string,
  { configuration: to, namespace }: Destination,
): Promise<string> {
  const { fileId } = await client.upload(Readable.toWeb(createReadStream(path)) as ReadableStream);
  const workspaceId = await client.workspace();
  const configuration = { sourceType: "replay", fileId };
  const source = await client.must("POST", "/sources", { name: "bench", workspaceId, configuration });
  return client.connectTo(to, String(source.sourceId), workspaceId, namespace);
}

function eventOf(events: Interface, name: string): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    events.on("line", (line) => {
      const event = JSON.parse(line) as Record<string, unknown>;
      if (event.event === name) resolve(event);
    });
    events.once("close", () => reject(new Error(`the embedded Airbyte ended before ${name}`)));
  });
}
