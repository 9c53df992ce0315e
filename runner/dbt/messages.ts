import { z } from "zod";

const Progress = z.object({
  event: z.literal("progress"),
  id: z.number(),
  done: z.number().int(),
  total: z.number().int().nullable(),
  node: z.string(),
  status: z.string(),
});
export type DbtProgress = z.infer<typeof Progress>;

const Failure = z.object({ node: z.string(), kind: z.string(), status: z.string(), message: z.string() });

const Result = z.object({
  event: z.literal("result"),
  id: z.number(),
  success: z.boolean(),
  exception: z.string().nullable(),
  invocation_id: z.string(),
  version: z.string(),
  warnings: z.array(z.string()),
  errors: z.array(z.string()),
  failures: z.array(Failure),
  models: z.number().int(),
  tests: z.object({ pass: z.number().int(), warn: z.number().int(), error: z.number().int() }),
  statuses: z.record(z.string(), z.number().int()),
});
export type DbtResult = z.infer<typeof Result>;

/** What the Python process tells, one JSON object a line. */
export const Told = z.discriminatedUnion("event", [
  z.object({ event: z.literal("ready"), version: z.string() }),
  Progress,
  Result,
]);
export type Told = z.infer<typeof Told>;

/** One command for the Python process; all paths absolute. */
export interface DbtRequest {
  readonly tenant_id: string;
  readonly command: readonly string[];
  readonly vars: Readonly<Record<string, string>>;
  /** Of this run: gets `target/` and `logs/`. */
  readonly folder: string;
  /** Of the tenant: where the parsed project is kept between runs. */
  readonly parsed: string;
  readonly lake: string;
  readonly rates: string;
  readonly duckdb_path: string;
  readonly project: string;
  /** A build runs only what something is new for since the tenant's last good one (`touched.py`). */
  readonly only_touched?: boolean;
}
