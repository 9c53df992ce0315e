import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { ConnectorFailure } from "../connector/failure.ts";
import { messageOf } from "../log.ts";
import type { Shape } from "../records/record-scanner.ts";
import type { Landing } from "../store/landings.ts";
import type { Column } from "./columns.ts";
import { withDuckDb } from "./duckdb.ts";
import { plainName } from "./names.ts";
import { writeParquet } from "./parquet.ts";

export interface StreamToLand {
  readonly name: string;
  readonly spool: string;
  readonly rows: number;
  readonly bytes: number;
  readonly longest: number;
  readonly shape: Shape;
  readonly columns: readonly Column[];
}

/** Where a sync of a connection lands: `<lake>/<tenant>/<platform>/<connection>/<stream>/<sync>.parquet`. */
export interface LandingPlace {
  readonly lake: string;
  readonly tenant: string;
  readonly platform: string;
  readonly connectionId: string;
  readonly syncId: string;
  readonly jobId: number;
  readonly isBackfill: boolean;
}

export type Files = Landing["files"];
const TEMPORARY = /^\..+\.parquet\.tmp$/;

/**
 * Writes every stream beside its place, where no reader looks. Streams without records have no file.
 * `files` gets each file before it is written, so that the caller can discard them when this throws.
 */
export async function writeBeside(
  place: LandingPlace,
  streams: readonly StreamToLand[],
  scratch: string,
  signal: AbortSignal,
  files: Files,
): Promise<void> {
  const connection = join(place.lake, place.tenant, place.platform, place.connectionId);
  const longest = Math.max(0, ...streams.map((stream) => stream.longest));
  await withDuckDb(scratch, longest, async (duckdb) => {
    signal.addEventListener("abort", () => duckdb.interrupt(), { once: true });
    for (const stream of streams.filter(({ rows }) => rows > 0)) {
      signal.throwIfAborted();
      const folder = join(connection, plainName(stream.name));
      if (files.some(({ final }) => dirname(final) === folder))
        throw new ConnectorFailure("config", `stream ${stream.name}: another stream of the sync has the same folder`);
      await mkdir(folder, { recursive: true });
      const temporary = join(folder, `.${place.syncId}.parquet.tmp`);
      files.push({ temporary, final: join(folder, `${place.syncId}.parquet`) });
      const written = await writeStream(duckdb, stream, place, temporary);
      if (written !== stream.rows)
        throw new Error(`stream ${stream.name}: ${stream.rows} records were read, ${written} written`);
    }
  });
}

/** DuckDB names the spool's path in its errors; people know the stream. */
async function writeStream(
  duckdb: DuckDBConnection,
  stream: StreamToLand,
  { jobId, isBackfill }: LandingPlace,
  target: string,
) {
  try {
    return await writeParquet(duckdb, { ...stream, jobId, isBackfill }, target);
  } catch (error) {
    const reason = messageOf(error).replaceAll(stream.spool, "its records").replaceAll(target, "its file");
    throw new Error(`stream ${stream.name}: ${reason}`);
  }
}

/** Renames what is not in place yet; may be done again after a crash. Throws when a file is in neither place. */
export async function putInPlace(files: Files): Promise<void> {
  for (const { temporary, final } of files) {
    if (await exists(temporary)) await rename(temporary, final);
    else if (!(await exists(final))) throw new Error(`${final} is gone before it was in place`);
  }
  for (const folder of new Set(files.map(({ final }) => dirname(final)))) await syncFolder(folder);
}

export async function discard(files: Files): Promise<void> {
  for (const { temporary } of files) await rm(temporary, { force: true });
}

/** Removes what a crash left beside the lake's files. Only when no landing is unfinished. */
export async function sweepLake(lake: string): Promise<number> {
  const entries = await readdir(lake, { recursive: true, withFileTypes: true }).catch(() => []);
  const orphans = entries.filter((entry) => entry.isFile() && TEMPORARY.test(entry.name));
  for (const orphan of orphans) await rm(join(orphan.parentPath, orphan.name), { force: true });
  return orphans.length;
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
