import { and, eq, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { Clock } from "../clock.ts";
import { insertFrom } from "./insert-from.ts";
import type { Db } from "./open.ts";
import { runSteps, runs, snapshots, tenants } from "./schema.ts";
import type { LeaseRef } from "./transforms.ts";

/** A lease lives this long without a heartbeat. */
export const leaseMs = 30_000;

/** 256 random bits, in hexadecimal. */
function newToken(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What the runner does before a tenant is known: take a transform, and name it by its run and token. */
export function openLeases(db: Db, clock: Clock) {
  const heldBy = ({ runId, token }: LeaseRef) =>
    and(eq(runs.kind, "transform"), eq(runs.status, "running"), eq(runs.id, runId), eq(runs.leaseToken, token));

  return {
    /**
     * Takes the transform that has waited longest, of a tenant that has none running, with a new snapshot to build; what earlier tries of
     * the run built is abandoned. Undefined when nothing waits.
     */
    async take(runnerId: string) {
      const now = clock();
      const token = newToken();
      const snapshotId = uuidv7();
      const fromTaken = sql`from runs where kind = 'transform' and status = 'running' and lease_token = ${token}`;
      const [leased, , , , tenant] = await db.batch([
        db
          .update(runs)
          .set({
            status: "running",
            attempt: sql`${runs.attempt} + 1`,
            leaseToken: token,
            runnerId,
            snapshotId,
            dueAt: now + leaseMs,
            startedAt: now,
            progress: null,
          })
          .where(sql`(tenant_id, id) = (
            select waiting.tenant_id, waiting.id from runs waiting
            where waiting.kind = 'transform' and waiting.status = 'queued' and waiting.due_at <= ${now}
              and not exists (select 1 from runs other
                where other.tenant_id = waiting.tenant_id and other.kind = 'transform' and other.status = 'running')
            order by waiting.created_at, waiting.id limit 1)`)
          .returning({ tenantId: runs.tenantId, runId: runs.id, attempt: runs.attempt, expiresAt: runs.dueAt }),
        insertFrom(
          db,
          snapshots,
          { tenantId: sql`tenant_id`, id: snapshotId, runId: sql`id`, status: "building", createdAt: now },
          fromTaken,
        ),
        db
          .update(snapshots)
          .set({ status: "abandoned" })
          .where(
            sql`status = 'building' and id <> ${snapshotId} and (tenant_id, run_id) = (select tenant_id, id ${fromTaken})`,
          ),
        insertFrom(
          db,
          runSteps,
          { tenantId: sql`tenant_id`, id: uuidv7(), runId: sql`id`, name: "leased", detail: runnerId, at: now },
          fromTaken,
        ),
        db.select().from(tenants).where(sql`${tenants.id} = (select tenant_id ${fromTaken})`),
      ]);
      const [run, owner] = [leased[0], tenant[0]];
      return run && owner ? { ...run, token, snapshotId, tenant: owner } : undefined;
    },
    /** Keeps the lease and notes the progress (JSON). The new end of the lease; undefined when it is lost. */
    async extend(lease: LeaseRef, progress: string): Promise<{ dueAt: number; runnerId: string | null } | undefined> {
      const dueAt = clock() + leaseMs;
      const extended = await db
        .update(runs)
        .set({ dueAt, progress })
        .where(heldBy(lease))
        .returning({ dueAt: runs.dueAt, runnerId: runs.runnerId });
      return extended[0];
    },
    /** Whose transform a token holds, and what it builds. Undefined when the lease is lost. */
    async held(lease: LeaseRef) {
      return db
        .select({ tenantId: runs.tenantId, snapshotId: sql<string>`${runs.snapshotId}`, attempt: runs.attempt })
        .from(runs)
        .where(heldBy(lease))
        .get();
    },
  };
}
