import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { z } from "zod";

const Run = z.object({
  id: z.string(),
  tenant_id: z.string(),
  kind: z.enum(["sync", "transform"]),
  status: z.enum(["queued", "running", "succeeded", "failed", "cancelled"]),
  connection_id: z.string().nullable(),
  airbyte_job_id: z.string().nullable(),
  snapshot_id: z.string().nullable(),
  attempt: z.number(),
  created_at: z.number(),
  error_message: z.string().nullable(),
});
export type LedgerRun = z.infer<typeof Run>;

/** A message of the outbox is taken for left over, and a run for forgotten, that is so long past its time. */
const graceMs = 30_000;
const longestPauseMs = 4_000;

/** The Worker's own database file, seen from beside it: what stands in it is what a killed Worker left. */
export class Ledger {
  readonly #database: DatabaseSync;

  constructor(state: string) {
    const folder = join(state, "wrangler", "v3", "d1", "miniflare-D1DatabaseObject");
    const file = readdirSync(folder).find((name) => name.endsWith(".sqlite") && name !== "metadata.sqlite");
    if (!file) throw new Error(`${folder} holds no database`);
    this.#database = new DatabaseSync(join(folder, file), { timeout: 10_000 });
  }

  unfinished(): LedgerRun[] {
    return this.#runs("where status in ('queued', 'running')");
  }

  all(): LedgerRun[] {
    return this.#runs("");
  }

  count(from: string): number {
    return Number(this.#database.prepare(`select count(*) as n from ${from}`).get()!.n);
  }

  shardsOf(snapshotId: string | null): number {
    return Number(
      this.#database.prepare("select count(*) as n from snapshot_shards where snapshot_id = ?").get(snapshotId)!.n,
    );
  }

  isReady(snapshotId: string | null): boolean {
    const found = this.#database.prepare("select status from snapshots where id = ?").get(snapshotId);
    return found?.status === "ready";
  }

  /** No pause of the ledger is longer than a few seconds: before another try, and after Airbyte did not answer. */
  shortenPauses(): void {
    const now = Date.now();
    this.#database
      .prepare(
        "update runs set due_at = ? where kind = 'sync' and due_at > ? and ((status = 'queued' and attempt > 0) or status = 'running')",
      )
      .run(now + longestPauseMs, now + graceMs + longestPauseMs);
    this.#database
      .prepare("update runs set due_at = ? where kind = 'transform' and status = 'queued' and due_at > ?")
      .run(now, now + longestPauseMs);
  }

  /** Half a minute without a Worker: what its queue held is gone, and nobody carries on what it had begun. */
  workerIsGone(): void {
    const now = Date.now();
    this.#database
      .prepare("update runs set due_at = ? where kind = 'sync' and status in ('queued', 'running') and due_at > ?")
      .run(now - 1, now);
    this.#database.prepare("update outbox set send_at = send_at - ?").run(graceMs);
  }

  /** Half a minute without a heartbeat. */
  runnerIsGone(): void {
    const now = Date.now();
    this.#database
      .prepare("update runs set due_at = ? where kind = 'transform' and status = 'running' and due_at > ?")
      .run(now - 1, now);
  }

  close(): void {
    this.#database.close();
  }

  #runs(where: string): LedgerRun[] {
    return this.#database
      .prepare(`select ${Object.keys(Run.shape).join(", ")} from runs ${where} order by created_at`)
      .all()
      .map((row) => Run.parse(row));
  }
}
