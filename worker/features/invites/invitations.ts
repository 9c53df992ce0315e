import { uuidv7 } from "uuidv7";
import type { AgencyRole, Role, TenantRole } from "#contracts/capabilities.ts";
import type { InviteView } from "#contracts/members.ts";
import type { Invite } from "../../db/invite-rows.ts";
import { type Invites, inviteMailEvery } from "../../db/invites.ts";
import type { Members } from "../../db/members.ts";
import { problem } from "../../http/problem.ts";
import type { BaseContext } from "../../http/route.ts";
import type { Told } from "../../http/trace.ts";
import { requireGrant } from "../members/roster.ts";

/** The invitations to one tenant or agency, and by whom they are handled. */
export interface Host {
  readonly invites: Invites;
  readonly members: Members;
  /** The caller's, in this place. */
  readonly roles: readonly Role[];
  readonly callerId: string;
  /** Where the audit log puts what happens here. */
  readonly where: Pick<Told, "tenantId" | "agencyId">;
}

type Context = Pick<BaseContext, "trace" | "services" | "clock" | "waitUntil">;

export async function listInvitesOf({ invites }: Host): Promise<{ invites: InviteView[] }> {
  return { invites: (await invites.list()).map(inviteView) };
}

export async function createInviteFor(
  c: Context,
  host: Host,
  asked: { readonly email: string; readonly role: TenantRole | AgencyRole },
): Promise<InviteView> {
  const email = asked.email.toLowerCase();
  requireGrant(host.roles, asked.role);
  await refuseMember(host, email);
  refuseSoon(c, await host.invites.lastMailAt(email));
  const draft = { id: uuidv7(), email, role: asked.role, invitedBy: host.callerId };
  const told = tell(c, host, "invite.created", draft);
  const message = await host.invites.create(draft, told);
  if (!message) {
    await refuseMember(host, email);
    refuseSoon(c, await host.invites.lastMailAt(email));
    throw problem("conflict", "Somebody else invited this address meanwhile. Load the list again.");
  }
  c.waitUntil(c.services.deliver([message]));
  return inviteView(await found(host, draft.id));
}

export async function resendInviteOf(c: Context, host: Host, id: string): Promise<InviteView> {
  const invite = await found(host, id);
  requireGrant(host.roles, invite.role);
  refuseEnded(invite);
  await refuseMember(host, invite.email);
  refuseSoon(c, await host.invites.lastMailAt(invite.email));
  const message = await host.invites.resend(id, host.callerId, tell(c, host, "invite.resent", invite));
  if (!message) {
    refuseEnded(await found(host, id));
    refuseSoon(c, await host.invites.lastMailAt(invite.email));
    throw problem("conflict", "The invitation changed meanwhile. Load the list again.");
  }
  c.waitUntil(c.services.deliver([message]));
  return inviteView(await found(host, id));
}

/** One that was taken back already stays so, and that is no error. */
export async function revokeInviteOf(c: Context, host: Host, id: string): Promise<void> {
  const invite = await found(host, id);
  requireGrant(host.roles, invite.role);
  if (await host.invites.revoke(id, tell(c, host, "invite.revoked", invite))) return;
  if ((await found(host, id)).status !== "accepted") return;
  throw problem("conflict", "The invitation was accepted already. Remove the member instead.");
}

async function found({ invites }: Host, id: string): Promise<Invite> {
  const invite = await invites.find(id);
  if (!invite) throw problem("not-found", "There is no such invitation here.");
  return invite;
}

function refuseEnded({ status }: Invite): void {
  if (status === "accepted") throw problem("conflict", "The invitation was accepted already.");
  if (status === "revoked") throw problem("conflict", "The invitation was taken back. Invite the address anew.");
}

async function refuseMember({ members }: Host, email: string): Promise<void> {
  if (!(await members.findByEmail(email))) return;
  throw problem("conflict", "This address belongs to a member already. Change their role instead.");
}

/** Nobody's mailbox is flooded by us: one mail to an address from one place at a time. */
function refuseSoon({ clock }: Context, last: number | null): void {
  const wait = last === null ? 0 : Math.ceil((last + inviteMailEvery - clock()) / 1000);
  if (wait <= 0) return;
  throw problem("rate-limited", {
    detail: `This address was sent an invitation just now. Wait ${wait} seconds, then try again.`,
    headers: { "retry-after": String(wait) },
  });
}

function tell(
  { trace }: Context,
  { where }: Host,
  action: "invite.created" | "invite.resent" | "invite.revoked",
  { id, email, role }: Pick<Invite, "id" | "email" | "role">,
) {
  return trace(action, { ...where, target: { kind: "invite", id, label: email }, detail: { role } });
}

const instant = (at: number) => new Date(at).toISOString();

function inviteView({ id, email, role, inviterName, createdAt, expiresAt, sentAt, status }: Invite): InviteView {
  return {
    id,
    email,
    role,
    invited_by: inviterName,
    created_at: instant(createdAt),
    expires_at: instant(expiresAt),
    sent_at: sentAt === null ? null : instant(sentAt),
    status: status === "withdrawn" ? "revoked" : status,
  };
}
