import { eq, type SQL } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { StreamResult, Trigger } from "#contracts/connection-runs.ts";
import { mended, needsAttention } from "./attention.ts";
import { type AuditDraft, auditIfChanged } from "./audit.ts";
import type { TenantScope } from "./open.ts";
import { changed, type OutboxMessage, outboxIfChanged } from "./outbox.ts";
import { type Group, roomIn } from "./platform-groups.ts";
import { connections, runs } from "./schema.ts";
import { ownedBy } from "./scoped.ts";
import { settleBackfill } from "./settle-backfill.ts";
import { stepIfChanged } from "./steps.ts";
import { type SyncJobName, syncMessage } from "./sync-messages.ts";
import { insertTransform } from "./transform-request.ts";

/** A sync run as the mover last saw it. `dueAt` is the fence: every move changes it, so a move made of an old view is refused. */
export interface SyncRef {
  readonly id: string;
  readonly connectionId: string | null;
  readonly status: "queued" | "running";
  readonly dueAt: number;
}

/** A backfill says nothing of how its connection is today. */
type EndingSync = SyncRef & { readonly trigger: Trigger | null };
const isBackfill = ({ trigger }: EndingSync) => trigger === "backfill";

export interface SyncFailure {
  readonly errorClass: "config" | "transient" | "system";
  readonly message: string;
  /** What came before it failed, where that is known. */
  readonly streams?: readonly StreamResult[];
  readonly peaks?: SyncPeaks;
}

/** In bytes; null where Airbyte does not tell. */
export interface SyncPeaks {
  readonly memory: number | null;
  readonly disk: number | null;
}

const peaksOf = (peaks?: SyncPeaks) => (peaks ? { peakMemory: peaks.memory, peakDisk: peaks.disk } : {});

export interface SyncWarning {
  readonly kind: "empty" | "volume_drop" | "incomplete_streams" | "counts_differ";
  readonly message: string;
}

export interface SyncResult {
  readonly rows: number | null;
  readonly bytes: number | null;
  readonly streams: readonly StreamResult[];
  readonly peaks: SyncPeaks;
  readonly warning: SyncWarning | null;
}

/** How long after the planned time of its next message a run counts as forgotten. */
export const graceMs = 30_000;
/** A claimed run has this long to say which Airbyte job it got; who is slower finds it taken over, and both come to the same job. */
const claimMs = 60_000;
const textLimit = 1000;

type RunChange = Partial<typeof runs.$inferInsert>;
type Step = readonly [name: string, detail: string | null];

const told = ({ errorClass, message }: SyncFailure) => `${errorClass}: ${message}`.slice(0, textLimit);

/** The moves of a sync run: each is one batch and takes place at most once. Undefined or false: the run had moved on before. */
export function openSyncMoves(scope: TenantScope) {
  const { db, tenantId, clock } = scope;
  const laterThan = (run: SyncRef, at: number) => Math.max(at, run.dueAt + 1);

  async function move(
    run: SyncRef,
    set: RunChange,
    step: Step | null,
    then: readonly BatchItem<"sqlite">[] = [],
    condition?: SQL,
  ) {
    const fits = [eq(runs.id, run.id), eq(runs.kind, "sync"), eq(runs.status, run.status), eq(runs.dueAt, run.dueAt)];
    const [moved] = await db.batch([
      db
        .update(runs)
        .set(set)
        .where(ownedBy(scope, runs, ...fits, condition))
        .returning({ id: runs.id }),
      ...(step ? [stepIfChanged(scope, run.id, ...step)] : []),
      ...then,
    ]);
    return moved.length === 1;
  }

  /** A move that a message follows after `delayMs`. */
  async function moveOn(
    run: SyncRef,
    set: RunChange,
    step: Step | null,
    job: SyncJobName,
    delayMs: number,
    checks = 0,
  ) {
    const now = clock();
    const fence = laterThan(run, now + delayMs + graceMs);
    const payload = { tenant_id: tenantId, run_id: run.id, fence, checks };
    const message: OutboxMessage = syncMessage(job, payload, now + delayMs);
    const done = await move(run, { ...set, dueAt: fence }, step, [outboxIfChanged(db, message, now)]);
    return done ? message : undefined;
  }

  const finish = (run: SyncRef, set: RunChange, step: Step, then: readonly BatchItem<"sqlite">[] = []) =>
    move(run, { ...set, groupKey: null, finishedAt: clock(), dueAt: laterThan(run, clock()) }, step, [
      ...then,
      settleBackfill(scope, run.id),
    ]);

  return {
    /**
     * queued → running, if its platform group has a place: from here on this call alone asks Airbyte for the job. Gives the run as it stands
     * then.
     */
    async claim(run: SyncRef & { readonly attempt: number }, group: Group): Promise<SyncRef | undefined> {
      const now = clock();
      const dueAt = laterThan(run, now + claimMs);
      const attempt = run.attempt + 1;
      const set = {
        status: "running",
        attempt,
        startedAt: now,
        dueAt,
        airbyteJobId: null,
        groupKey: group.key,
      } as const;
      const done = await move(run, set, ["started", `attempt ${attempt}`], [], roomIn(group, now));
      return done ? { ...run, status: "running", dueAt } : undefined;
    },
    /** A queued run waits for a place in its group; no message follows, whoever has a place to give writes one. */
    wait: (run: SyncRef, group: Group) =>
      move(run, { groupKey: group.key, dueAt: laterThan(run, clock() + graceMs) }, [
        "waits",
        `for a place in ${group.key}`,
      ]),
    /** There is a place for a waiting run: it tries anew. */
    admit: (run: SyncRef) => moveOn(run, { groupKey: null }, null, "sync.start", 0),
    /** running → queued: the platform wants to be left alone. The try does not count, and the run waits for its group. */
    holdBack: (run: SyncRef & { readonly attempt: number }, group: Group, failure: SyncFailure) =>
      move(
        run,
        {
          status: "queued",
          attempt: run.attempt - 1,
          airbyteJobId: null,
          groupKey: group.key,
          dueAt: laterThan(run, clock() + graceMs),
          errorClass: failure.errorClass,
          errorMessage: failure.message,
        },
        ["waits", `for the platform: ${failure.message}`.slice(0, textLimit)],
      ),
    /** The Airbyte job is known; its first check follows. */
    attach: (run: SyncRef, jobId: string, how: "posted" | "found running", delayMs: number) =>
      moveOn(run, { airbyteJobId: jobId }, [`job ${how}`, jobId], "sync.check", delayMs),
    /** Not finished yet: look again. */
    lookAgain: (run: SyncRef, checks: number, delayMs: number) => moveOn(run, {}, null, "sync.check", delayMs, checks),
    /** Nobody carries the run on: a new message does, at once. */
    revive: (run: SyncRef) =>
      moveOn(run, {}, ["revived", null], run.status === "queued" ? "sync.start" : "sync.check", 0),
    /** running → queued: another try as a new Airbyte job. */
    retry: (run: SyncRef, failure: SyncFailure, delayMs: number) =>
      moveOn(
        run,
        {
          status: "queued",
          airbyteJobId: null,
          groupKey: null,
          errorClass: failure.errorClass,
          errorMessage: failure.message,
        },
        ["retry", told(failure)],
        "sync.start",
        delayMs,
      ),
    /** running → succeeded; in the same batch the connection learns of it and a transform is asked for, unless one waits. */
    succeed: (run: EndingSync, { rows, bytes, warning, streams, peaks }: SyncResult) =>
      finish(
        run,
        {
          status: "succeeded",
          rows,
          bytes,
          ...peaksOf(peaks),
          streams: JSON.stringify(streams),
          warning: warning?.message ?? null,
          warningKind: warning?.kind ?? null,
          errorClass: null,
          errorMessage: null,
        },
        ["succeeded", warning?.message ?? null],
        [
          ...(isBackfill(run)
            ? []
            : [
                db
                  .update(connections)
                  .set({ lastSuccessAt: clock(), ...(rows ? { lastRows: rows } : {}), ...mended(clock()) })
                  .where(ownedBy(scope, connections, eq(connections.id, run.connectionId ?? ""), changed)),
              ]),
          insertTransform(scope, changed),
        ],
      ),
    /** running → failed. What only a person can mend stops the connection's schedule in the same batch, until they did. */
    fail: (run: EndingSync, failure: SyncFailure) =>
      finish(
        run,
        {
          status: "failed",
          errorClass: failure.errorClass,
          errorMessage: failure.message,
          ...peaksOf(failure.peaks),
          ...(failure.streams ? { streams: JSON.stringify(failure.streams) } : {}),
        },
        ["failed", told(failure)],
        failure.errorClass === "config" && !isBackfill(run) ? [needsAttention(scope, run, failure.message)] : [],
      ),
    cancel: (run: SyncRef, detail: string, told?: AuditDraft) =>
      finish(run, { status: "cancelled" }, ["cancelled", detail], told ? [auditIfChanged(db, told)] : []),
  };
}
