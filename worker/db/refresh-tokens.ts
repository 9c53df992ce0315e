import { and, eq, isNull, lt } from "drizzle-orm";
import type { Clock } from "../clock.ts";
import { refreshTokens } from "./identity-schema.ts";
import type { Db } from "./open.ts";

export type RefreshToken = typeof refreshTokens.$inferSelect;

export function openRefreshTokens(db: Db, clock: Clock) {
  return {
    async add(token: Omit<RefreshToken, "createdAt" | "usedAt" | "revokedAt">): Promise<void> {
      await db.insert(refreshTokens).values({ ...token, createdAt: clock() });
    },
    async find(hash: string): Promise<RefreshToken | undefined> {
      return db.select().from(refreshTokens).where(eq(refreshTokens.hash, hash)).get();
    },
    /** True for the one caller who uses the token up. */
    async use(hash: string): Promise<boolean> {
      const used = await db
        .update(refreshTokens)
        .set({ usedAt: clock() })
        .where(and(eq(refreshTokens.hash, hash), isNull(refreshTokens.usedAt), isNull(refreshTokens.revokedAt)))
        .returning({ hash: refreshTokens.hash });
      return used.length > 0;
    },
    /** Ends a whole family: all tokens of a session. */
    async revokeFamily(sessionId: string): Promise<void> {
      await db
        .update(refreshTokens)
        .set({ revokedAt: clock() })
        .where(and(eq(refreshTokens.sessionId, sessionId), isNull(refreshTokens.revokedAt)));
    },
    async prune(before: number): Promise<void> {
      await db.delete(refreshTokens).where(lt(refreshTokens.expiresAt, before));
    },
  };
}
