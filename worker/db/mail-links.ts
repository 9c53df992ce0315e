import { and, eq, isNull, ne, sql } from "drizzle-orm";
import type { Clock } from "../clock.ts";
import type { AuditDraft } from "./audit.ts";
import { insertFrom } from "./insert-from.ts";
import type { Purpose } from "./one-time-tokens.ts";
import type { Db } from "./open.ts";
import { oneTimeTokens } from "./schema/identity.ts";
import { auditLog } from "./schema.ts";

const windowMs = 15 * 60_000;
/** So many mails of one kind an account gets in `windowMs`, whoever asks for them. */
export const mailsInWindow = 3;

export interface NewLink {
  readonly hash: string;
  readonly purpose: Extract<Purpose, "password-reset" | "email-change">;
  readonly userId: string;
  /** Of the asking: tries to send one mail count once. */
  readonly request: string;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly lifetime: number;
}

/** One-time tokens that go out by mail, of which an account gets only so many. */
export function openMailLinks(db: Db, clock: Clock) {
  return {
    /** Stores the link's token and ends the ones before it. False when the account got enough mails lately; then nothing changes. */
    async add({ hash, purpose, userId, request, data, lifetime }: NewLink, trace?: AuditDraft): Promise<boolean> {
      const now = clock();
      const row = {
        hash,
        purpose,
        subject: userId,
        data: JSON.stringify({ ...data, request }),
        createdAt: now,
        expiresAt: now + lifetime,
      };
      const asked = sql`json_extract(data, '$.request')`;
      const others = sql`select count(distinct ${asked}) from one_time_tokens
        where purpose = ${purpose} and subject = ${userId} and created_at > ${now - windowMs} and ${asked} <> ${request}`;
      const [added] = await db.batch([
        insertFrom(db, oneTimeTokens, row, sql`where (${others}) < ${mailsInWindow}`),
        ...(trace ? [insertFrom(db, auditLog, trace, sql`where changes() > 0 and ${unwritten(trace)}`)] : []),
        db
          .update(oneTimeTokens)
          .set({ revokedAt: now })
          .where(
            and(
              eq(oneTimeTokens.purpose, purpose),
              eq(oneTimeTokens.subject, userId),
              ne(oneTimeTokens.hash, hash),
              isNull(oneTimeTokens.usedAt),
              isNull(oneTimeTokens.revokedAt),
              sql`exists (select 1 from one_time_tokens as added where added.hash = ${hash})`,
            ),
          ),
      ]);
      return added.meta.changes > 0;
    },

    /** Writes that nothing was mailed. */
    async dropped(trace: AuditDraft): Promise<void> {
      await insertFrom(db, auditLog, trace, sql`where ${unwritten(trace)}`);
    },
  };
}

/** A try that follows a failed one finds its row there. */
const unwritten = ({ id }: AuditDraft) => sql`not exists (select 1 from audit_log where id = ${id})`;
