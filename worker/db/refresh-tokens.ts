import { and, eq, exists, isNull, lt, sql } from "drizzle-orm";
import type { Clock } from "../clock.ts";
import { insertFrom } from "./insert-from.ts";
import type { Db } from "./open.ts";
import { refreshTokens, sessions } from "./schema/identity.ts";

export type RefreshToken = typeof refreshTokens.$inferSelect;
export type NewRefreshToken = Omit<RefreshToken, "createdAt" | "usedAt" | "revokedAt">;

export function openRefreshTokens(db: Db, clock: Clock) {
  return {
    async find(hash: string): Promise<RefreshToken | undefined> {
      return db.select().from(refreshTokens).where(eq(refreshTokens.hash, hash)).get();
    },

    /** Uses a token up, puts `next` in its place and prolongs the session, all or nothing. True for the one caller who did. */
    async rotate(hash: string, next: NewRefreshToken): Promise<boolean> {
      const now = clock();
      const itsSession = db.select({ id: sessions.id }).from(sessions).where(eq(sessions.id, next.sessionId));
      const [used] = await db.batch([
        db
          .update(refreshTokens)
          .set({ usedAt: now })
          .where(
            and(
              eq(refreshTokens.hash, hash),
              isNull(refreshTokens.usedAt),
              isNull(refreshTokens.revokedAt),
              exists(itsSession),
            ),
          )
          .returning({ hash: refreshTokens.hash }),
        insertFrom(db, refreshTokens, { ...next, createdAt: now }, sql`where changes() > 0`),
        db
          .update(sessions)
          .set({ expiresAt: new Date(next.expiresAt), updatedAt: new Date(now) })
          .where(and(eq(sessions.id, next.sessionId), sql`changes() > 0`)),
      ]);
      return used.length > 0;
    },

    /** Forgets tokens that expired before `before`; until then a second use can be told. */
    async prune(before: number): Promise<void> {
      await db.delete(refreshTokens).where(lt(refreshTokens.expiresAt, before));
    },
  };
}
