import { copyFileSync, existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { Landed } from "./lake.ts";

const Landing = z.object({ files: z.array(z.object({ temporary: z.string(), final: z.string() })) });
const State = z.object({ connection_id: z.string(), stream: z.string(), state: z.string() });
const Job = z.object({
  id: z.number(),
  connection_id: z.string(),
  status: z.string(),
  started_at: z.number().nullable(),
  updated_at: z.number(),
  rows: z.number(),
  error_message: z.string().nullable(),
});
export type AirbyteJob = z.infer<typeof Job>;
const StreamPosition = z.object({ stream: z.object({ stream_state: z.object({ n: z.number() }) }) });

/** What a killed embedded Airbyte left, read from a copy of its database. `folder` is its AIRBYTE_STATE. */
export class AirbyteRemains {
  readonly #folder: string;
  readonly #database: DatabaseSync;
  readonly #copy: string;

  constructor(folder: string) {
    this.#folder = folder;
    this.#copy = join(folder, "..", "airbyte-copy.sqlite");
    for (const end of ["", "-wal"]) {
      rmSync(this.#copy + end, { force: true });
      const original = join(folder, `airbyte.sqlite${end}`);
      if (existsSync(original)) copyFileSync(original, this.#copy + end);
    }
    this.#database = new DatabaseSync(this.#copy);
  }

  jobs(): AirbyteJob[] {
    return this.#database
      .prepare(`select ${Object.keys(Job.shape).join(", ")} from jobs order by id`)
      .all()
      .map((row) => Job.parse(row));
  }

  /** Where each job that had not ended stood. */
  phases(): string[] {
    const landings = new Map(
      this.#database
        .prepare("select job_id, landing from landings")
        .all()
        .map((row) => [Number(row.job_id), Landing.parse(JSON.parse(String(row.landing))).files]),
    );
    return this.jobs()
      .filter(({ status }) => status === "running" || status === "pending")
      .map(({ id, status }) => {
        const files = landings.get(id);
        if (files) return placed(files.filter(({ final }) => existsSync(final)).length, files.length);
        return status === "pending" ? "job not begun" : this.#reading(id);
      });
  }

  /** States that are ahead of what is in the lake: they would skip records for good. Those of unfinished landings are not kept yet. */
  ahead(landed: readonly Landed[]): string[] {
    const there = new Map(landed.map(({ connection, stream, next }) => [`${connection} ${stream}`, next]));
    return this.#database
      .prepare("select connection_id, stream, state from stream_states")
      .all()
      .map((row) => State.parse(row))
      .flatMap(({ connection_id, stream, state }) => {
        const next = there.get(`${connection_id} ${stream}`);
        if (next === undefined) return [];
        const position = StreamPosition.parse(JSON.parse(state)).stream.stream_state.n;
        return position > next ? [`${stream} of ${connection_id}: state ${position}, records up to ${next}`] : [];
      });
  }

  close(): void {
    this.#database.close();
    for (const end of ["", "-wal", "-shm"]) rmSync(this.#copy + end, { force: true });
  }

  #reading(jobId: number): string {
    const spool = join(this.#folder, "spool", `job-${jobId}`);
    const files = existsSync(spool) ? readdirSync(spool) : [];
    const bytes = files.reduce(
      (sum, file) => sum + (statSync(join(spool, file), { throwIfNoEntry: false })?.size ?? 0),
      0,
    );
    return bytes > 0 ? "records on disk" : "reading";
  }
}

function placed(done: number, all: number): string {
  if (done === 0) return "landing noted";
  return done < all ? "between renames" : "renamed, not closed";
}
