import { and, eq, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { Clock } from "../clock.ts";
import { type AuditDraft, auditIfChanged } from "./audit.ts";
import { insertFrom } from "./insert-from.ts";
import type { Db } from "./open.ts";
import { accounts, users } from "./schema/identity.ts";

/** What makes a person at a provider: an issuer never gives a subject twice. */
export interface Subject {
  readonly issuer: string;
  readonly subject: string;
}

export type OidcLinks = ReturnType<typeof openOidcLinks>;

/** The issuer and not our name for the provider, so that another issuer under the old name finds nobody's links. */
const providerOf = (issuer: string) => `oidc:${issuer}`;

/** Which user a person at an OIDC provider is. */
export function openOidcLinks(db: Db, clock: Clock) {
  const shown = { id: users.id, email: users.email, name: users.name };

  return {
    async userOf({ issuer, subject }: Subject): Promise<{ id: string; email: string; name: string } | undefined> {
      return db
        .select(shown)
        .from(accounts)
        .innerJoin(users, eq(users.id, accounts.userId))
        .where(and(eq(accounts.providerId, providerOf(issuer)), eq(accounts.accountId, subject)))
        .get();
    },

    /** `email` in lower case, as all of ours are. */
    async userByEmail(email: string): Promise<{ id: string; email: string; name: string } | undefined> {
      return db.select(shown).from(users).where(eq(users.email, email)).get();
    },

    /** Links unless somebody is linked already: of two at once the first stays. */
    async link({ issuer, subject }: Subject, userId: string, draft: AuditDraft): Promise<void> {
      const [providerId, now] = [providerOf(issuer), sql`${clock()}`];
      const row = { id: uuidv7(), providerId, accountId: subject, userId, createdAt: now, updatedAt: now };
      const unlinked = sql`where not exists (select 1 from ${accounts}
        where ${accounts.providerId} = ${providerId} and ${accounts.accountId} = ${subject})`;
      await db.batch([insertFrom(db, accounts, row, unlinked), auditIfChanged(db, draft)]);
    },
  };
}
