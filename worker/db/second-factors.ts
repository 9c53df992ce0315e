import { and, eq, isNotNull, isNull, lt, sql } from "drizzle-orm";
import type { Clock } from "../clock.ts";
import type { Told } from "./accounts.ts";
import { type AuditDraft, audit, auditIfChanged } from "./audit.ts";
import { insertFrom } from "./insert-from.ts";
import type { Db } from "./open.ts";
import { outboxIfChanged } from "./outbox.ts";
import { recoveryCodes, secondFactors } from "./schema/identity.ts";

export type SecondFactorRow = typeof secondFactors.$inferSelect;

/** Sealed secrets and hashed recovery codes, as `features/identity/second-factor.ts` makes them. */
export function openSecondFactors(db: Db, clock: Clock) {
  /** One row for each hash, if the statement before it in the batch changed a row. */
  const addCodesIfChanged = (userId: string, hashes: readonly string[]) =>
    insertFrom(
      db,
      recoveryCodes,
      { userId, hash: sql`value`, createdAt: clock() },
      sql`from json_each(${JSON.stringify(hashes)}) where changes() > 0`,
    );

  return {
    async find(userId: string): Promise<SecondFactorRow | undefined> {
      return db.select().from(secondFactors).where(eq(secondFactors.userId, userId)).get();
    },

    /** Keeps a secret that counts once confirmed. False when one is confirmed already, which stays as it is. */
    async start(userId: string, secret: string): Promise<boolean> {
      const draft = { secret, createdAt: clock(), lastStep: 0 };
      const kept = await db
        .insert(secondFactors)
        .values({ userId, ...draft })
        .onConflictDoUpdate({ target: secondFactors.userId, set: draft, setWhere: isNull(secondFactors.confirmedAt) })
        .returning({ userId: secondFactors.userId });
      return kept.length > 0;
    },

    /** Switches on what was started. `secret` is the one that the code was compared with. False when it is no longer the one, or on already. */
    async confirm(
      { userId, secret }: SecondFactorRow,
      step: number,
      codeHashes: readonly string[],
      { trace, notice }: Told,
    ): Promise<boolean> {
      const [, switched] = await db.batch([
        db
          .delete(recoveryCodes)
          .where(
            and(
              eq(recoveryCodes.userId, userId),
              sql`exists (select 1 from ${secondFactors} where user_id = ${userId} and confirmed_at is null)`,
            ),
          ),
        db
          .update(secondFactors)
          .set({ confirmedAt: clock(), lastStep: step })
          .where(
            and(eq(secondFactors.userId, userId), eq(secondFactors.secret, secret), isNull(secondFactors.confirmedAt)),
          ),
        auditIfChanged(db, trace),
        outboxIfChanged(db, notice, clock()),
        addCodesIfChanged(userId, codeHashes),
      ]);
      return switched.meta.changes > 0;
    },

    /** True for the one caller who brings a code of this step or a later one first: no code works twice, and none after a newer one. */
    async useStep(userId: string, step: number): Promise<boolean> {
      const used = await db
        .update(secondFactors)
        .set({ lastStep: step })
        .where(
          and(eq(secondFactors.userId, userId), isNotNull(secondFactors.confirmedAt), lt(secondFactors.lastStep, step)),
        )
        .returning({ userId: secondFactors.userId });
      return used.length > 0;
    },

    /** True for the one caller who uses the code up. */
    async useCode(userId: string, hash: string, trace?: AuditDraft): Promise<boolean> {
      const use = db
        .update(recoveryCodes)
        .set({ usedAt: clock() })
        .where(and(eq(recoveryCodes.userId, userId), eq(recoveryCodes.hash, hash), isNull(recoveryCodes.usedAt)));
      const [used] = await db.batch(trace ? [use, auditIfChanged(db, trace)] : [use]);
      return used.meta.changes > 0;
    },

    async codesLeft(userId: string): Promise<number> {
      return db.$count(recoveryCodes, and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt)));
    },

    async replaceCodes(userId: string, codeHashes: readonly string[], { trace, notice }: Told): Promise<void> {
      await db.batch([
        db.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId)),
        audit(db, trace),
        outboxIfChanged(db, notice, clock()),
        addCodesIfChanged(userId, codeHashes),
      ]);
    },

    /** False when there was none. */
    async remove(userId: string, { trace, notice }: Told): Promise<boolean> {
      const [removed] = await db.batch([
        db.delete(secondFactors).where(eq(secondFactors.userId, userId)),
        auditIfChanged(db, trace),
        outboxIfChanged(db, notice, clock()),
        db.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId)),
      ]);
      return removed.meta.changes > 0;
    },
  };
}
