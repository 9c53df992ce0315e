import * as contract from "#contracts/auth.ts";
import { publicRoute } from "../../http/route.ts";
import { acceptAs } from "./accept.ts";
import { follow } from "./link.ts";
import { whoAccepts } from "./who-accepts.ts";

const viewInvite = publicRoute(contract.viewInvite, async (c) => {
  const { invite } = await follow(c, c.body.token);
  const account = await c.services.identity.sessions.personByEmail(invite.email);
  return {
    email: invite.email,
    role: invite.role,
    to: invite.placeLabel,
    kind: invite.tenantId === null ? ("agency" as const) : ("tenant" as const),
    invited_by: invite.inviterName,
    expires_at: new Date(invite.expiresAt).toISOString(),
    has_account: account !== undefined,
  };
});

const acceptInvite = publicRoute(contract.acceptInvite, async (c) => {
  const followed = await follow(c, c.body.token);
  return acceptAs(c, followed, await whoAccepts(c, followed.invite, c.body));
});

export const routes = [viewInvite, acceptInvite];
