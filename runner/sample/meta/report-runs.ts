import { hash32, numericId } from "../world/random.ts";
import { unknownObject } from "./errors.ts";
import type { InsightsQuery } from "./query.ts";

/** An asynchronous report: ordered by POST, asked for its status until it says that it is done, then read page by page. */
export interface ReportRun {
  readonly id: string;
  readonly query: InsightsQuery;
  /** Whether the next status question in a batch meets a rate limit; only once a report. */
  stumbles: boolean;
  /** The rows, from the first page that is read to the last. */
  rows: readonly Record<string, unknown>[] | null;
}

const KEPT = 5000;
const STUMBLE_EVERY = 25;

export class ReportRuns {
  private readonly runs = new Map<string, ReportRun>();
  private ordered = 0;

  order(query: InsightsQuery): ReportRun {
    this.ordered += 1;
    const id = numericId("60", 16, query.account.id, this.ordered, Date.now());
    const stumbles = hash32(query.account.id, query.since, String(query.byRegion)) % STUMBLE_EVERY === 0;
    const run: ReportRun = { id, query, stumbles, rows: null };
    this.runs.set(id, run);
    const [oldest] = this.runs.keys();
    if (this.runs.size > KEPT && oldest !== undefined) this.runs.delete(oldest);
    return run;
  }

  has(id: string): boolean {
    return this.runs.has(id);
  }

  get(id: string): ReportRun {
    const run = this.runs.get(id);
    if (!run) throw unknownObject(id);
    return run;
  }
}

export const statusOf = (run: ReportRun): Record<string, unknown> => ({
  id: run.id,
  account_id: run.query.account.id,
  async_status: "Job Completed",
  async_percent_completion: 100,
  is_running: false,
  date_start: run.query.since,
  date_stop: run.query.until,
});
