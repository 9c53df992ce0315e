import { sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { AgencyRole, TenantRole } from "#contracts/capabilities.ts";
import { type AuditDraft, auditIfChanged } from "./audit.ts";
import { insertFrom } from "./insert-from.ts";
import { type Invite, selectInvites } from "./invite-rows.ts";
import { revokeTokens } from "./one-time-tokens.ts";
import { changed, type OutboxMessage, outboxIfChanged } from "./outbox.ts";
import { layoutOf, type Place } from "./place.ts";
import { invites } from "./schema.ts";

const day = 24 * 60 * 60_000;
export const inviteLifetime = 7 * day;
const listedFor = 90 * day;
const listedAtMost = 500;
/** One address gets at most one mail from one place in this time. */
export const inviteMailEvery = 60_000;

export interface InviteDraft {
  readonly id: string;
  /** Lower case. */
  readonly email: string;
  readonly role: TenantRole | AgencyRole;
  readonly invitedBy: string;
}

export type Invites = ReturnType<typeof openInvites>;

/** Invitations to one tenant or agency. Their links are made when the mail is sent (features/invites/invite-mail.job.ts). */
export function openInvites(place: Place) {
  const { db, clock, id: placeId } = place;
  const { roster, column } = layoutOf(place);
  const open = sql`${column} = ${placeId} and accepted_at is null and revoked_at is null`;

  const mail = (inviteId: string, now: number): OutboxMessage => {
    const tenantId = place.kind === "tenant" ? placeId : null;
    return { id: uuidv7(), tenantId, job: "mail.invite", payload: { invite_id: inviteId }, sendAt: now };
  };

  /** Ends the links sent so far, if the statement before in the batch changed a row. */
  const endLinksIfChanged = (inviteId: string, now: number) => revokeTokens(db, "invite", inviteId, now, changed);

  return {
    /** Of the last 90 days, newest first. */
    async list(): Promise<Invite[]> {
      const now = clock();
      const condition = sql`i.${column} = ${placeId} and i.created_at > ${now - listedFor}`;
      return selectInvites(db, now, condition, listedAtMost);
    },

    async find(id: string): Promise<Invite | undefined> {
      return (await selectInvites(db, clock(), sql`i.${column} = ${placeId} and i.id = ${id}`, 1))[0];
    },

    /** When this address was last sent an invitation to the place, taken back or not; null: never. */
    async lastMailAt(email: string): Promise<number | null> {
      const row = await db.get<{ at: number | null }>(sql`
        select max(expires_at) - ${inviteLifetime} as at from invites where ${column} = ${placeId} and email = ${email}`);
      return row?.at ?? null;
    },

    /**
     * Adds an invite and takes back an open one of the same address. Undefined when meanwhile the address became a member's, or was
     * invited by somebody else.
     */
    async create(draft: InviteDraft, audit: AuditDraft): Promise<OutboxMessage | undefined> {
      const now = clock();
      const message = mail(draft.id, now);
      const row = {
        ...draft,
        [place.kind === "tenant" ? "tenantId" : "agencyId"]: placeId,
        createdAt: now,
        expiresAt: now + inviteLifetime,
      };
      const admissible = sql`where not exists (
          select 1 from ${roster} m join users u on u.id = m.user_id where m.${column} = ${placeId} and u.email = ${draft.email})
        and not exists (select 1 from invites where ${column} = ${placeId} and email = ${draft.email}
          and expires_at > ${now + inviteLifetime - inviteMailEvery})`;
      const [{ meta }] = await db.batch([
        insertFrom(db, invites, row, admissible),
        auditIfChanged(db, audit),
        outboxIfChanged(db, message, now),
        db
          .update(invites)
          .set({ revokedAt: now })
          .where(sql`${changed} and ${open} and email = ${draft.email} and id <> ${draft.id}`),
      ]);
      return meta.changes > 0 ? message : undefined;
    },

    /** A new link for seven days, by `invitedBy` from now on. Undefined when it was mailed a moment ago, or is not open any more. */
    async resend(id: string, invitedBy: string, audit: AuditDraft): Promise<OutboxMessage | undefined> {
      const now = clock();
      const message = mail(id, now);
      const [{ meta }] = await db.batch([
        db
          .update(invites)
          .set({ expiresAt: now + inviteLifetime, sentAt: null, invitedBy })
          .where(sql`${open} and id = ${id} and expires_at <= ${now + inviteLifetime - inviteMailEvery}`),
        auditIfChanged(db, audit),
        outboxIfChanged(db, message, now),
        endLinksIfChanged(id, now),
      ]);
      return meta.changes > 0 ? message : undefined;
    },

    /** False when it was accepted or taken back already. */
    async revoke(id: string, audit: AuditDraft): Promise<boolean> {
      const now = clock();
      const [{ meta }] = await db.batch([
        db.update(invites).set({ revokedAt: now }).where(sql`${open} and id = ${id}`),
        auditIfChanged(db, audit),
        endLinksIfChanged(id, now),
      ]);
      return meta.changes > 0;
    },
  };
}
