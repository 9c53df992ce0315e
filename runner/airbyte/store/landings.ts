import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import { transaction } from "./database.ts";
import { type ErrorClass, type JobStore, StreamResult } from "./jobs.ts";

const StreamState = z.object({ stream: z.string(), namespace: z.string(), state: z.string() });
/** `state` is the text of the STATE message as the connector wrote it. */
export type StreamState = z.infer<typeof StreamState>;

/** What is to happen to make a sync visible, written down before the first rename or the commit. */
const Landing = z.object({
  connectionId: z.string(),
  files: z.array(z.object({ temporary: z.string(), final: z.string() })),
  /** Of a sync into a database, whose ledger tells whether it has landed. */
  database: z.object({ destinationId: z.string(), schema: z.string(), syncId: z.string() }).optional(),
  states: z.array(StreamState),
  rows: z.number(),
  bytes: z.number(),
  streams: z.array(StreamResult),
});
export type Landing = z.infer<typeof Landing>;

export function landingStore(database: DatabaseSync, jobs: JobStore) {
  return {
    begin(jobId: number, landing: Landing): void {
      database.prepare("insert into landings (job_id, landing) values (?, ?)").run(jobId, JSON.stringify(landing));
    },
    /** The files are in place: keep the state and close the job, both or neither. */
    finish(jobId: number, landing: Landing): void {
      const keep = database.prepare(
        `insert into stream_states (connection_id, stream, namespace, state, job_id)
         select ?, ?, ?, ?, ? from connections where id = ? and deleted_at is null
         on conflict do update set state = excluded.state, job_id = excluded.job_id`,
      );
      transaction(database, () => {
        for (const { stream, namespace, state } of landing.states)
          keep.run(landing.connectionId, stream, namespace, state, jobId, landing.connectionId);
        const { rows, bytes, streams } = landing;
        jobs.end(jobId, { status: "succeeded", rows, bytes, errorClass: null, errorMessage: null, streams });
        database.prepare("delete from landings where job_id = ?").run(jobId);
      });
    },
    /** The rows will never be there: the job failed and its state is not kept. */
    abandon(jobId: number, reason: string, errorClass: ErrorClass = "system"): void {
      transaction(database, () => {
        jobs.end(jobId, {
          status: "failed",
          rows: 0,
          bytes: 0,
          errorClass,
          errorMessage: reason,
          streams: [],
        });
        database.prepare("delete from landings where job_id = ?").run(jobId);
      });
    },
    unfinished(): { jobId: number; landing: Landing }[] {
      return database
        .prepare("select job_id, landing from landings order by job_id")
        .all()
        .map((row) => ({ jobId: Number(row.job_id), landing: Landing.parse(JSON.parse(String(row.landing))) }));
    },
    isUnfinished: (jobId: number): boolean =>
      database.prepare("select 1 from landings where job_id = ?").get(jobId) !== undefined,
    statesOf(connectionId: string): StreamState[] {
      return database
        .prepare("select stream, namespace, state from stream_states where connection_id = ?")
        .all(connectionId)
        .map((row) => StreamState.parse(row));
    },
  };
}
export type LandingStore = ReturnType<typeof landingStore>;
