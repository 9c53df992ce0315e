import type { DatabaseSync } from "node:sqlite";
import { uuidv7 } from "uuidv7";
import { z } from "zod";
import type { Peaks } from "../limits/guard.ts";
import type { Page } from "./workspaces.ts";

export const jobStatuses = ["pending", "queued", "running", "incomplete", "failed", "succeeded", "cancelled"] as const;
export const errorClasses = ["config", "transient", "system"] as const;
export type ErrorClass = (typeof errorClasses)[number];

export const StreamResult = z.object({
  name: z.string(),
  rows: z.number(),
  status: z.enum(["complete", "incomplete"]),
});
export type StreamResult = z.infer<typeof StreamResult>;

/** Days `YYYY-MM-DD`, both counted. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

const Row = z
  .object({
    id: z.number(),
    sync_id: z.string(),
    connection_id: z.string(),
    status: z.enum(jobStatuses),
    created_at: z.number(),
    started_at: z.number().nullable(),
    updated_at: z.number(),
    rows: z.number(),
    bytes: z.number(),
    error_class: z.enum(errorClasses).nullable(),
    error_message: z.string().nullable(),
    attempts: z.number(),
    peak_memory: z.number().nullable(),
    peak_disk: z.number().nullable(),
    retry_at: z.number().nullable(),
    streams: z.string().transform((text) => z.array(StreamResult).parse(JSON.parse(text))),
    range_from: z.string().nullable(),
    range_to: z.string().nullable(),
  })
  .transform((row) => ({
    id: row.id,
    syncId: row.sync_id,
    connectionId: row.connection_id,
    status: row.status,
    createdAt: row.created_at,
    startedAt: row.started_at,
    updatedAt: row.updated_at,
    rows: row.rows,
    bytes: row.bytes,
    errorClass: row.error_class,
    errorMessage: row.error_message,
    attempts: row.attempts,
    peakMemoryBytes: row.peak_memory,
    peakDiskBytes: row.peak_disk,
    retryAt: row.retry_at,
    streams: row.streams,
    /** Of a backfill: the days that it reads; null: an ordinary sync. */
    range: row.range_from === null || row.range_to === null ? null : { from: row.range_from, to: row.range_to },
  }));
/** Times are epoch milliseconds; rows and bytes are what was landed, streams' rows what was read. */
export type Job = z.infer<typeof Row>;

export interface JobEnd {
  readonly status: "failed" | "succeeded" | "cancelled";
  readonly rows: number;
  readonly bytes: number;
  readonly errorClass: ErrorClass | null;
  readonly errorMessage: string | null;
  /** When the platform may be asked again, where it said so; in seconds from the end. */
  readonly retryAfter?: number | undefined;
  readonly streams: readonly StreamResult[];
}

export interface JobFilter {
  readonly connectionId?: string | undefined;
  readonly workspaceIds: readonly string[];
  readonly status?: string | undefined;
  readonly createdFrom?: number | undefined;
  readonly createdTo?: number | undefined;
  readonly updatedFrom?: number | undefined;
  readonly updatedTo?: number | undefined;
  readonly orderBy: "created_at" | "updated_at";
  readonly descending: boolean;
}

const FAR_FUTURE = Number.MAX_SAFE_INTEGER;

export function jobStore(database: DatabaseSync) {
  const get = (id: number): Job | undefined => {
    const row = database.prepare("select * from jobs where id = ?").get(id);
    return row && Row.parse(row);
  };
  return {
    get,
    /** undefined: a job of this connection waits or runs already. */
    create(connectionId: string, range: DayRange | null = null): Job | undefined {
      const now = Date.now();
      const row = database
        .prepare(
          `insert into jobs (sync_id, connection_id, status, created_at, updated_at, range_from, range_to)
           values (?, ?, 'pending', ?, ?, ?, ?) on conflict do nothing returning *`,
        )
        .get(uuidv7(), connectionId, now, now, range?.from ?? null, range?.to ?? null);
      return row && Row.parse(row);
    },
    start(id: number): void {
      const now = Date.now();
      database
        .prepare(
          "update jobs set status = 'running', started_at = ?, updated_at = ?, attempts = attempts + 1 where id = ? and status = 'pending'",
        )
        .run(now, now, id);
    },
    end(id: number, end: JobEnd): void {
      const now = Date.now();
      database
        .prepare(
          `update jobs set status = ?, updated_at = ?, rows = ?, bytes = ?, error_class = ?, error_message = ?, retry_at = ?, streams = ?
           where id = ? and status in ('pending', 'running')`,
        )
        .run(
          end.status,
          now,
          end.rows,
          end.bytes,
          end.errorClass,
          end.errorMessage,
          end.retryAfter === undefined ? null : now + end.retryAfter * 1000,
          JSON.stringify(end.streams),
          id,
        );
    },
    /** What the job used of the machine at its height. */
    noteUse(id: number, { memoryBytes, diskBytes }: Peaks): void {
      database.prepare("update jobs set peak_memory = ?, peak_disk = ? where id = ?").run(memoryBytes, diskBytes, id);
    },
    inStatus(status: "pending" | "running"): Job[] {
      return database
        .prepare("select * from jobs where status = ? order by id")
        .all(status)
        .map((row) => Row.parse(row));
    },
    activeOf(connectionId: string): Job | undefined {
      const row = database
        .prepare("select * from jobs where connection_id = ? and status in ('pending', 'running')")
        .get(connectionId);
      return row && Row.parse(row);
    },
    list({ limit, offset }: Page, filter: JobFilter): Job[] {
      const ids = JSON.stringify(filter.workspaceIds);
      const direction = filter.descending ? "desc" : "asc";
      return database
        .prepare(
          `select jobs.* from jobs join connections on connections.id = connection_id join sources on sources.id = source_id
           where (? is null or connection_id = ?) and (? is null or jobs.status = ?)
             and (? = '[]' or workspace_id in (select value from json_each(?)))
             and jobs.created_at between ? and ? and jobs.updated_at between ? and ?
           order by jobs.${filter.orderBy} ${direction}, jobs.id ${direction} limit ? offset ?`,
        )
        .all(
          filter.connectionId ?? null,
          filter.connectionId ?? null,
          filter.status ?? null,
          filter.status ?? null,
          ids,
          ids,
          filter.createdFrom ?? 0,
          filter.createdTo ?? FAR_FUTURE,
          filter.updatedFrom ?? 0,
          filter.updatedTo ?? FAR_FUTURE,
          limit,
          offset,
        )
        .map((row) => Row.parse(row));
    },
  };
}
export type JobStore = ReturnType<typeof jobStore>;
