import { and, eq, type SQL, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { Clock } from "../clock.ts";
import { type AuditDraft, audit, auditIfChanged } from "./audit.ts";
import { insertFrom } from "./insert-from.ts";
import { type OneTimeToken, revokeTokens, useToken } from "./one-time-tokens.ts";
import type { Db } from "./open.ts";
import { type OutboxMessage, outboxIfChanged } from "./outbox.ts";
import { accounts, users } from "./schema/identity.ts";
import { endSessionsOf } from "./sessions.ts";

export interface Account {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  /** Null: it signs in by a provider only. */
  readonly passwordHash: string | null;
}

/** What is written with a change: who did it, and the mail that tells its owner. */
export interface Told {
  readonly trace: AuditDraft;
  readonly notice: OutboxMessage;
}

export class AddressTakenError extends Error {
  override readonly name = "AddressTakenError";
}

const credential = "credential";

/** Passwords, names and addresses of people. Passwords come hashed, by better-auth. */
export function openAccounts(db: Db, clock: Clock) {
  async function one(condition: SQL): Promise<Account | undefined> {
    return db
      .select({ id: users.id, email: users.email, name: users.name, passwordHash: accounts.password })
      .from(users)
      .leftJoin(accounts, and(eq(accounts.userId, users.id), eq(accounts.providerId, credential)))
      .where(condition)
      .get();
  }

  const ofUser = (userId: string) => and(eq(accounts.userId, userId), eq(accounts.providerId, credential));

  /** Links that were mailed and sign-ins that are half done: a new password or address ends them. */
  const endTokens = (userId: string) =>
    [
      revokeTokens(db, "password-reset", userId, clock()),
      revokeTokens(db, "email-change", userId, clock()),
      revokeTokens(db, "second-factor", userId, clock()),
    ] as const;

  return {
    find: (userId: string) => one(eq(users.id, userId)),
    findByEmail: (email: string) => one(eq(users.email, email.toLowerCase())),

    async rename(userId: string, name: string, trace: AuditDraft): Promise<void> {
      await db.batch([
        db
          .update(users)
          .set({ name, updatedAt: new Date(clock()) })
          .where(eq(users.id, userId)),
        auditIfChanged(db, trace),
      ]);
    },

    async askEmailChange(trace: AuditDraft, message: OutboxMessage): Promise<void> {
      await db.batch([audit(db, trace), outboxIfChanged(db, message, clock())]);
    },

    /** Puts `hash` in the place of the account's password and ends all sessions but `keep`. False when it was changed meanwhile. */
    async changePassword(account: Account, hash: string, keep: string, { trace, notice }: Told): Promise<boolean> {
      const now = clock();
      const [changed] = await db.batch([
        db
          .update(accounts)
          .set({ password: hash, updatedAt: new Date(now) })
          .where(and(ofUser(account.id), eq(accounts.password, account.passwordHash ?? ""))),
        auditIfChanged(db, trace),
        outboxIfChanged(db, notice, now),
        ...endTokens(account.id),
        ...endSessionsOf(db, account.id, keep, now),
      ]);
      return changed.meta.changes > 0;
    },

    /**
     * Uses the link up and sets the password, all at once or not at all. False when the link was used up meanwhile. An account that had no
     * password gets its first one.
     */
    async resetPassword({ hash: tokenHash, subject }: OneTimeToken, hash: string, { trace, notice }: Told) {
      const now = clock();
      // Only the batch that used the link up wrote this row.
      const used = sql`exists (select 1 from audit_log where id = ${trace.id})`;
      const at = new Date(now);
      const first = {
        id: uuidv7(),
        accountId: subject,
        providerId: credential,
        userId: subject,
        password: hash,
        createdAt: sql`${now}`,
        updatedAt: sql`${now}`,
      };
      const [use] = await db.batch([
        useToken(db, tokenHash, now),
        auditIfChanged(db, trace),
        outboxIfChanged(db, notice, now),
        db
          .update(accounts)
          .set({ password: hash, updatedAt: at })
          .where(and(ofUser(subject), used)),
        insertFrom(
          db,
          accounts,
          first,
          sql`where ${used} and not exists (select 1 from ${accounts} where user_id = ${subject} and provider_id = ${credential})`,
        ),
        ...endTokens(subject),
        ...endSessionsOf(db, subject, null, now),
      ]);
      return use.meta.changes > 0;
    },

    /** Uses the link up and makes `email` the account's, at once. Throws `AddressTakenError` when another account has it; the link stays. */
    async changeEmail({ hash, subject }: OneTimeToken, email: string, { trace, notice }: Told): Promise<boolean> {
      const now = clock();
      const [use] = await db
        .batch([
          useToken(db, hash, now),
          auditIfChanged(db, trace),
          outboxIfChanged(db, notice, now),
          db
            .update(users)
            .set({ email: email.toLowerCase(), emailVerified: true, updatedAt: new Date(now) })
            .where(and(eq(users.id, subject), sql`exists (select 1 from audit_log where id = ${trace.id})`)),
          ...endTokens(subject),
        ])
        .catch((cause: unknown) => {
          if (saysTaken(cause)) throw new AddressTakenError("Another account has this address", { cause });
          throw cause;
        });
      return use.meta.changes > 0;
    },
  };
}

function saysTaken(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return /UNIQUE constraint failed: users\.email/.test(error.message) || saysTaken(error.cause);
}
