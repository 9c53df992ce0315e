import { DrizzleError, DrizzleQueryError } from "drizzle-orm/errors";

/** Every field a log line may carry. What is not named here cannot be logged, so nothing secret slips in by spreading an object. */
const fieldNames = [
  "request_id",
  "tenant_id",
  "user_id",
  "key_id",
  "caller",
  "run_id",
  "connection_id",
  "snapshot_id",
  "runner_id",
  "airbyte_job_id",
  "task_id",
  "message_id",
  "job",
  "queue",
  "cron",
  "attempt",
  "delay_seconds",
  "method",
  "route",
  "status",
  "duration_ms",
  "kind",
  "platform",
  "group",
  "until",
  "provider",
  "shard",
  "step",
  "bytes",
  "rows",
  "count",
  "reason",
  "error",
  "stack",
] as const;

export type LogFields = {
  readonly [Name in (typeof fieldNames)[number]]?: string | number | boolean | null | undefined;
};

export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
  /** A log whose lines all carry these fields. */
  with(fields: LogFields): Log;
}

export function createLog(bound: LogFields = {}, write: (line: string) => void = console.log): Log {
  const line = (level: string, event: string, fields: LogFields) => {
    const merged: LogFields = { ...bound, ...fields };
    const named: Record<string, unknown> = { time: new Date().toISOString(), level, event };
    for (const name of fieldNames) if (merged[name] !== undefined) named[name] = merged[name];
    write(JSON.stringify(named));
  };
  return {
    info: (event, fields = {}) => line("info", event, fields),
    warn: (event, fields = {}) => line("warn", event, fields),
    error: (event, fields = {}) => line("error", event, fields),
    with: (fields) => createLog({ ...bound, ...fields }, write),
  };
}

/** What a log may say of an error. drizzle's own message repeats the query and its values, so its cause speaks instead. */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: "a thrown value that is no Error" };
  const told = error instanceof DrizzleQueryError || error instanceof DrizzleError ? error.cause : error;
  if (!(told instanceof Error)) return { error: error.name };
  return { error: `${told.name}: ${told.message}`, stack: told.stack?.split("\n").slice(1, 6).join(" | ") };
}
