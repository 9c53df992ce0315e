import { and, desc, eq, gt, isNull, lt, ne, type SQL } from "drizzle-orm";
import type { Clock } from "../clock.ts";
import { type AuditDraft, audit, auditIfChanged } from "./audit.ts";
import type { Db } from "./open.ts";
import type { NewRefreshToken } from "./refresh-tokens.ts";
import { refreshTokens, sessions, users } from "./schema/identity.ts";

export type SessionRow = typeof sessions.$inferSelect;

const person = { id: users.id, email: users.email, name: users.name };

export type Sessions = ReturnType<typeof openSessions>;

/** Where people are signed in. Every call starts from one person or one session. */
export function openSessions(db: Db, clock: Clock) {
  return {
    /** Makes the refresh token's tenant the one that its session works in. `told` goes to the audit log in the same batch. */
    async enter(token: NewRefreshToken, told: readonly AuditDraft[]): Promise<void> {
      await db.batch([
        db.update(sessions).set({ activeTenantId: token.tenantId }).where(eq(sessions.id, token.sessionId)),
        db.insert(refreshTokens).values({ ...token, createdAt: clock() }),
        ...told.map((draft) => audit(db, draft)),
      ]);
    },

    async person(userId: string): Promise<{ id: string; email: string; name: string } | undefined> {
      return db.select(person).from(users).where(eq(users.id, userId)).get();
    },

    async personByEmail(email: string): Promise<{ id: string } | undefined> {
      return db.select({ id: users.id }).from(users).where(eq(users.email, email)).get();
    },

    /** Whose it is; undefined when it has ended. */
    async current(userId: string, sessionId: string) {
      return db
        .select({ user: person })
        .from(sessions)
        .innerJoin(users, eq(users.id, sessions.userId))
        .where(and(eq(sessions.id, sessionId), eq(users.id, userId), gt(sessions.expiresAt, new Date(clock()))))
        .get();
    },

    /** A person's sessions, newest first. */
    async of(userId: string): Promise<SessionRow[]> {
      return db
        .select()
        .from(sessions)
        .where(and(eq(sessions.userId, userId), gt(sessions.expiresAt, new Date(clock()))))
        .orderBy(desc(sessions.createdAt), desc(sessions.id))
        .all();
    },

    /** Ends one session of the person with all its tokens. False when it had ended before, or is not theirs. */
    async end(userId: string, sessionId: string, told: AuditDraft): Promise<boolean> {
      const [ended] = await db.batch([
        db
          .delete(sessions)
          .where(and(eq(sessions.id, sessionId), eq(sessions.userId, userId)))
          .returning({ id: sessions.id }),
        auditIfChanged(db, told),
        revokeRefreshTokens(db, clock(), eq(refreshTokens.sessionId, sessionId), eq(refreshTokens.userId, userId)),
      ]);
      return ended.length > 0;
    },

    /** Ends all sessions of a person, but for one that is to stay. */
    async endAll(userId: string, except: string | null, told: AuditDraft): Promise<void> {
      await db.batch([...endSessionsOf(db, userId, except, clock()), audit(db, told)]);
    },

    async seen(sessionId: string, before: number): Promise<void> {
      await db
        .update(sessions)
        .set({ updatedAt: new Date(clock()) })
        .where(and(eq(sessions.id, sessionId), lt(sessions.updatedAt, new Date(before))));
    },

    /** Writes what changed nothing else: a sign-in that failed. */
    async tell(first: AuditDraft, ...rest: AuditDraft[]): Promise<void> {
      await db.batch([audit(db, first), ...rest.map((draft) => audit(db, draft))]);
    },

    /** Forgets sessions that expired before `before`. */
    async prune(before: number): Promise<void> {
      await db.delete(sessions).where(lt(sessions.expiresAt, new Date(before)));
    },
  };
}

/** Ends a person's sessions and all that came of them, but for `except`; in the batch of a new password and the like. */
export function endSessionsOf(db: Db, userId: string, except: string | null, now: number) {
  const others = except === null ? [] : [ne(sessions.id, except)];
  const otherTokens = except === null ? [] : [ne(refreshTokens.sessionId, except)];
  return [
    db.delete(sessions).where(and(eq(sessions.userId, userId), ...others)),
    revokeRefreshTokens(db, now, eq(refreshTokens.userId, userId), ...otherTokens),
  ] as const;
}

function revokeRefreshTokens(db: Db, now: number, ...of: SQL[]) {
  return db
    .update(refreshTokens)
    .set({ revokedAt: now })
    .where(and(isNull(refreshTokens.revokedAt), ...of));
}
