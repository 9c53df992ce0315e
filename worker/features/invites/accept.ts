import { uuidv7 } from "uuidv7";
import type { Acceptance } from "../../db/invitations.ts";
import type { Invite } from "../../db/invite-rows.ts";
import { problem } from "../../http/problem.ts";
import type { Reply } from "../../http/reply.ts";
import type { PublicContext, SignedInUser } from "../../http/route.ts";
import { enter } from "../identity/enter.ts";
import { begin, letIn, personAs } from "../identity/let-in.ts";
import { spent } from "../identity/one-time-token.ts";
import type { Followed } from "./link.ts";
import type { Accepter } from "./who-accepts.ts";

/**
 * Makes the person a member and lets them in. Whoever has a second factor is a member by their password, and is asked for the code before a
 * session starts: so also those get in who belong nowhere else.
 */
export async function acceptAs(c: PublicContext, followed: Followed, accepter: Accepter): Promise<Reply> {
  const { invite } = followed;
  const { identity, hashPassword } = c.services;
  const user =
    accepter.by === "new account" ? { id: uuidv7(), email: invite.email, name: accepter.name } : accepter.user;
  const account =
    accepter.by === "new account"
      ? { account: { name: accepter.name, passwordHash: await hashPassword(accepter.password) } }
      : {};
  await join(c, followed, { ...told(c, invite, user), userId: user.id, ...account });
  identity.forgetUser(user.id);
  const tenantId = await firstTenantIn(c, invite, user.id);
  const entry = { by: "invite" as const, ...(tenantId === undefined ? {} : { tenantId }) };
  if (accepter.by === "new account") return begin(c, user, entry);
  if (accepter.by === "password") return letIn(c, user, entry);
  const active = tenantId === undefined ? undefined : await identity.store.tenantOf(user.id, tenantId);
  if (!active) throw problem("forbidden", `You belong to ${invite.placeLabel} now, which has no tenant yet.`);
  const switched = c.trace("tenant.switched", { actor: personAs(user), tenantId: active.id });
  return enter(c, accepter.sessionId, user, active, [], [switched]);
}

async function join(
  c: PublicContext,
  { invite, tokenHash }: Followed,
  who: Omit<Acceptance, "invite" | "tokenHash">,
): Promise<void> {
  const done = await c.system.invitations.accept({ invite, tokenHash, ...who }).catch((cause: unknown) => {
    if (!saysTaken(cause)) throw cause;
    throw problem("conflict", { detail: "Meanwhile there is an account of this address: sign in with it.", cause });
  });
  if (done) return;
  const { status } = (await c.system.invitations.find(invite.id)) ?? invite;
  if (status !== "open") throw spent("invite");
  throw problem("conflict", `You belong to ${invite.placeLabel} already. Sign in.`);
}

function told(c: PublicContext, { id, tenantId, agencyId, email, role }: Invite, user: SignedInUser) {
  const where = {
    actor: personAs(user),
    tenantId,
    ...(agencyId === null ? {} : { agencyId }),
    detail: { role },
  };
  const kind = agencyId === null ? "member" : "agency-member";
  const accepted = c.trace("invite.accepted", { ...where, target: { kind: "invite", id, label: email } });
  const added = c.trace(`${kind}.added`, { ...where, target: { kind, id: user.id, label: email } });
  return { memberId: uuidv7(), audits: [accepted, added] as const };
}

/** Where they go in: the tenant itself, or the agency's first. */
async function firstTenantIn(c: PublicContext, { tenantId, agencyId }: Invite, userId: string) {
  if (tenantId !== null) return tenantId;
  const tenants = await c.services.identity.store.tenantsOf(userId, { search: "", after: null, limit: 100 });
  return tenants.find(({ agency }) => agency?.id === agencyId)?.id;
}

function saysTaken(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return /UNIQUE constraint failed: users\.email/.test(error.message) || saysTaken(error.cause);
}
