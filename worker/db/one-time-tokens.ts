import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { Clock } from "../clock.ts";
import type { Db } from "./open.ts";
import { oneTimeTokens } from "./schema/identity.ts";

export type OneTimeToken = typeof oneTimeTokens.$inferSelect;
export type Purpose = OneTimeToken["purpose"];

interface NewToken {
  readonly hash: string;
  readonly purpose: Purpose;
  /** The user's id; of an invite, the invite's. */
  readonly subject: string;
  readonly data?: string;
  /** Milliseconds from now. */
  readonly lifetime: number;
}

/** Tokens by their hash. `features/identity/one-time-token.ts` makes them and says what is wrong with one. */
export function openOneTimeTokens(db: Db, clock: Clock) {
  return {
    /** Stores a token and takes back the ones of the same purpose and subject that were not used. */
    async replace({ hash, purpose, subject, data, lifetime }: NewToken): Promise<void> {
      const now = clock();
      await db.batch([
        revokeTokens(db, purpose, subject, now),
        db
          .insert(oneTimeTokens)
          .values({ hash, purpose, subject, data: data ?? null, createdAt: now, expiresAt: now + lifetime }),
      ]);
    },

    async find(hash: string): Promise<OneTimeToken | undefined> {
      return db.select().from(oneTimeTokens).where(eq(oneTimeTokens.hash, hash)).get();
    },

    /** True for the one caller who uses the token: it was neither used nor taken back nor expired until now. */
    async use(hash: string): Promise<boolean> {
      const used = await useToken(db, hash, clock()).returning({ hash: oneTimeTokens.hash });
      return used.length > 0;
    },

    /** Counts a try with the token; false when it was tried `most` times before. */
    async countTry(hash: string, most: number): Promise<boolean> {
      const tries = sql`coalesce(json_extract(${oneTimeTokens.data}, '$.tries'), 0)`;
      const counted = await db
        .update(oneTimeTokens)
        .set({ data: sql`json_set(coalesce(${oneTimeTokens.data}, '{}'), '$.tries', ${tries} + 1)` })
        .where(and(eq(oneTimeTokens.hash, hash), sql`${tries} < ${most}`))
        .returning({ hash: oneTimeTokens.hash });
      return counted.length > 0;
    },

    async revoke(purpose: Purpose, subject: string): Promise<void> {
      await revokeTokens(db, purpose, subject, clock());
    },

    /** Forgets tokens that expired before `before`; until then their second use can be told. */
    async prune(before: number): Promise<void> {
      await db.delete(oneTimeTokens).where(sql`${oneTimeTokens.expiresAt} < ${before}`);
    },
  };
}

/** In the batch of what the token is for; statements after it can ask `changes() > 0`. */
export function useToken(db: Db, hash: string, now: number) {
  return db
    .update(oneTimeTokens)
    .set({ usedAt: now })
    .where(
      and(
        eq(oneTimeTokens.hash, hash),
        isNull(oneTimeTokens.usedAt),
        isNull(oneTimeTokens.revokedAt),
        sql`${oneTimeTokens.expiresAt} > ${now}`,
      ),
    );
}

/** With `also` only if that holds, such as that the statement before changed a row. */
export function revokeTokens(db: Db, purpose: Purpose, subject: string, now: number, also?: SQL) {
  return db
    .update(oneTimeTokens)
    .set({ revokedAt: now })
    .where(
      and(
        eq(oneTimeTokens.purpose, purpose),
        eq(oneTimeTokens.subject, subject),
        isNull(oneTimeTokens.usedAt),
        isNull(oneTimeTokens.revokedAt),
        also,
      ),
    );
}
