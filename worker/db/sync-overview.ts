import { and, eq, gt, inArray, lt, sql } from "drizzle-orm";
import type { Db } from "./open.ts";
import { deadLetters, outbox, platformGroups, runs } from "./schema.ts";

/** How syncs go over all tenants, in numbers that name nobody. */
export function openSyncOverview(db: Db) {
  const count = sql<number>`count(*)`;
  return {
    /** `since`: of what ended; `late`: runs that nobody has carried on since then, and messages not sent since then. */
    async read({ now, since, late }: { readonly now: number; readonly since: number; readonly late: number }) {
      const unfinished = inArray(runs.status, ["queued", "running"]);
      const [ended, [overdue], [unsent], [dead], [waiting]] = await db.batch([
        db
          .select({ status: runs.status, count })
          .from(runs)
          .where(and(eq(runs.kind, "sync"), inArray(runs.status, ["succeeded", "failed"]), gt(runs.finishedAt, since)))
          .groupBy(runs.status),
        db
          .select({ count })
          .from(runs)
          .where(and(eq(runs.kind, "sync"), unfinished, lt(runs.dueAt, late))),
        db.select({ count }).from(outbox).where(lt(outbox.sendAt, late)),
        db.select({ count }).from(deadLetters).where(gt(deadLetters.at, since)),
        db.select({ count }).from(platformGroups).where(gt(platformGroups.pausedUntil, now)),
      ]);
      const of = (status: string) => ended.find((row) => row.status === status)?.count ?? 0;
      return {
        succeeded: of("succeeded"),
        failed: of("failed"),
        overdueRuns: overdue?.count ?? 0,
        unsentMessages: unsent?.count ?? 0,
        deadLetters: dead?.count ?? 0,
        waitingGroups: waiting?.count ?? 0,
      };
    },
  };
}
