import { and, eq, ne, sql } from "drizzle-orm";
import type { TenantScope } from "./open.ts";
import { changed } from "./outbox.ts";
import { runs, snapshots, tenants } from "./schema.ts";
import { ownedBy } from "./scoped.ts";
import { openShards } from "./snapshot-shards.ts";
import { stepIfChanged } from "./steps.ts";
import { insertTransform } from "./transform-request.ts";

/** Who holds a transform: the token is the fence of everything the runner does with it. */
export interface LeaseRef {
  readonly runId: string;
  readonly token: string;
}

export interface GivenUp {
  readonly errorClass: "transient" | "system";
  readonly reason: string;
  readonly delayMs: number;
  /** Only when the lease has run out by then. */
  readonly expiredBy?: number;
}

export const maxTransformAttempts = 5;

export function openTransforms(scope: TenantScope) {
  const { db, tenantId, clock } = scope;
  const heldBy = ({ runId, token }: LeaseRef) =>
    and(eq(runs.id, runId), eq(runs.kind, "transform"), eq(runs.status, "running"), eq(runs.leaseToken, token));
  /** What was built under this run and is not published will never be. */
  const abandon = (runId: string) =>
    db
      .update(snapshots)
      .set({ status: "abandoned" })
      .where(ownedBy(scope, snapshots, eq(snapshots.runId, runId), eq(snapshots.status, "building"), changed));

  return {
    ...openShards(scope),
    /** Asks for a transform; one that waits already is the same. */
    async request(): Promise<void> {
      await insertTransform(scope);
    },
    /**
     * Publishes in one batch: the run succeeds, its snapshot is ready, the pointer moves. False when the lease is lost: then nothing changed.
     */
    async publish(lease: LeaseRef, snapshotId: string, generatedAt: number): Promise<boolean> {
      const now = clock();
      const [published] = await db.batch([
        db
          .update(runs)
          .set({ status: "succeeded", finishedAt: now, dueAt: now, errorClass: null, errorMessage: null })
          .where(ownedBy(scope, runs, heldBy(lease), eq(runs.snapshotId, snapshotId)))
          .returning({ id: runs.id }),
        db
          .update(snapshots)
          .set({ status: "ready", generatedAt })
          .where(ownedBy(scope, snapshots, eq(snapshots.id, snapshotId), eq(snapshots.status, "building"), changed)),
        db
          .update(tenants)
          .set({ currentSnapshotId: snapshotId })
          .where(and(eq(tenants.id, tenantId), sql`(${changed})`)),
        stepIfChanged(scope, lease.runId, "published", snapshotId),
      ]);
      return published.length === 1;
    },
    /** The model's tests said no: no further try, the pointer stays. False when the lease is lost. */
    async failForData(lease: LeaseRef, reason: string): Promise<boolean> {
      const now = clock();
      const [failed] = await db.batch([
        db
          .update(runs)
          .set({ status: "failed", finishedAt: now, dueAt: now, errorClass: "data", errorMessage: reason })
          .where(ownedBy(scope, runs, heldBy(lease)))
          .returning({ id: runs.id }),
        stepIfChanged(scope, lease.runId, "failed", `data: ${reason}`),
        abandon(lease.runId),
      ]);
      return failed.length === 1;
    },
    /**
     * The runner gave up or vanished: the run waits for its next try; after the last one it failed; when another transform waits already,
     * that one does the work and this one is cancelled. Undefined when the lease was lost before.
     */
    async giveBack(lease: LeaseRef, { errorClass, reason, delayMs, expiredBy }: GivenUp) {
      const now = clock();
      const detail = `${errorClass}: ${reason}`;
      const lastTry = sql`attempt >= ${maxTransformAttempts}`;
      const merged = sql`exists (select 1 from runs other
        where other.tenant_id = ${tenantId} and other.kind = 'transform' and other.status = 'queued')`;
      const [returned] = await db.batch([
        db
          .update(runs)
          .set({
            status: sql`case when ${lastTry} then 'failed' when ${merged} then 'cancelled' else 'queued' end`,
            finishedAt: sql`case when ${lastTry} or ${merged} then ${now} end`,
            dueAt: now + delayMs,
            leaseToken: null,
            runnerId: null,
            progress: null,
            errorClass,
            errorMessage: reason,
          })
          .where(
            ownedBy(
              scope,
              runs,
              heldBy(lease),
              expiredBy === undefined ? undefined : sql`${runs.dueAt} < ${expiredBy}`,
            ),
          )
          .returning({ status: runs.status, attempt: runs.attempt }),
        stepIfChanged(scope, lease.runId, "given back", detail),
        abandon(lease.runId),
      ]);
      return returned[0];
    },
    /** Undefined unless this token published this run. */
    async published({ runId, token }: LeaseRef) {
      return db
        .select({ snapshotId: snapshots.id, generatedAt: snapshots.generatedAt })
        .from(runs)
        .innerJoin(snapshots, and(eq(snapshots.tenantId, runs.tenantId), eq(snapshots.id, runs.snapshotId)))
        .where(
          ownedBy(
            scope,
            runs,
            eq(runs.id, runId),
            eq(runs.kind, "transform"),
            eq(runs.status, "succeeded"),
            eq(runs.leaseToken, token),
            ne(snapshots.status, "abandoned"),
          ),
        )
        .get();
    },
  };
}
