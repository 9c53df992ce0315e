import { sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { AgencyRole, TenantRole } from "#contracts/capabilities.ts";
import type { Clock } from "../clock.ts";
import { type AuditDraft, auditIfChanged } from "./audit.ts";
import { insertFrom } from "./insert-from.ts";
import { type Invite, selectInvites } from "./invite-rows.ts";
import type { Db } from "./open.ts";
import { changed } from "./outbox.ts";
import { layoutOf, type Place, raisePlace } from "./place.ts";
import { accounts, oneTimeTokens, users } from "./schema/identity.ts";
import { agencyMembers, invites, memberships } from "./schema.ts";

export interface Acceptance {
  readonly invite: Invite;
  /** Of the link that was followed. */
  readonly tokenHash: string;
  readonly userId: string;
  /** When the account is made with it. */
  readonly account?: { readonly name: string; readonly passwordHash: string };
  readonly memberId: string;
  /** What the log is told: the acceptance, and the member who came. */
  readonly audits: readonly [AuditDraft, AuditDraft];
}

/** Invites as whoever holds their link meets them: found by id, in whatever place they lead to. */
export function openInvitations(db: Db, clock: Clock) {
  return {
    async find(id: string): Promise<Invite | undefined> {
      return (await selectInvites(db, clock(), sql`i.id = ${id}`, 1))[0];
    },

    /** Notes that the mail went out which belongs to this span; a newer one has yet to go. */
    async sent({ id, expiresAt }: Pick<Invite, "id" | "expiresAt">): Promise<void> {
      await db.run(sql`update invites set sent_at = ${clock()} where id = ${id} and expires_at = ${expiresAt}`);
    },

    /**
     * Makes the person a member, and the account if there is none, all at once: true for one caller. False when the link or the invite is
     * spent meanwhile, or the person belongs already. Throws when meanwhile there is an account of that address.
     */
    async accept({ invite, tokenHash, userId, account, memberId, audits }: Acceptance): Promise<boolean> {
      const now = clock();
      const place = placeOf(db, clock, invite);
      const { roster, column } = layoutOf(place);
      // Each statement asks whether the one before it changed a row, so that all of them take place or none.
      const [{ meta }] = await db.batch([
        db
          .update(invites)
          .set({ acceptedAt: now, acceptedBy: userId })
          .where(sql`id = ${invite.id} and accepted_at is null and revoked_at is null and expires_at > ${now}
            and exists (select 1 from one_time_tokens where hash = ${tokenHash} and subject = ${invite.id}
              and used_at is null and revoked_at is null and expires_at > ${now})
            and not exists (select 1 from ${roster} where ${column} = ${place.id} and user_id = ${userId})`),
        db.update(oneTimeTokens).set({ usedAt: now }).where(sql`${changed} and hash = ${tokenHash}`),
        ...(account ? createAccount(db, { id: userId, email: invite.email, ...account }, now) : []),
        addMember(place, { id: memberId, userId, role: invite.role }, now),
        ...audits.map((audit) => auditIfChanged(db, audit)),
        raisePlace(place),
      ]);
      return meta.changes > 0;
    },
  };
}

/** Whoever followed the link of a mail to this address has shown that it is theirs. */
function createAccount(
  db: Db,
  { id, email, name, passwordHash }: { id: string; email: string; name: string; passwordHash: string },
  now: number,
) {
  const at = { createdAt: sql`${now}`, updatedAt: sql`${now}` };
  const tail = sql`where ${changed}`;
  const credential = { accountId: id, providerId: "credential", userId: id, password: passwordHash };
  return [
    insertFrom(db, users, { id, email, name, emailVerified: sql`1`, ...at }, tail),
    insertFrom(db, accounts, { id: uuidv7(), ...credential, ...at }, tail),
  ] as const;
}

function addMember(
  { db, kind, id: placeId }: Place,
  { role, ...member }: { id: string; userId: string; role: TenantRole | AgencyRole },
  now: number,
) {
  const row = { ...member, role: sql`${role}`, createdAt: now };
  const tail = sql`where ${changed}`;
  return kind === "tenant"
    ? insertFrom(db, memberships, { tenantId: placeId, ...row }, tail)
    : insertFrom(db, agencyMembers, { agencyId: placeId, ...row }, tail);
}

const placeOf = (db: Db, clock: Clock, { tenantId, agencyId }: Invite): Place =>
  tenantId === null ? { db, clock, kind: "agency", id: agencyId! } : { db, clock, kind: "tenant", id: tenantId };
