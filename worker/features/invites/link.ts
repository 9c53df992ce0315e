import type { Invite } from "../../db/invite-rows.ts";
import { problem } from "../../http/problem.ts";
import type { PublicContext } from "../../http/route.ts";
import { readToken, spent } from "../identity/one-time-token.ts";

export interface Followed {
  readonly invite: Invite;
  readonly tokenHash: string;
}

/** The invitation behind a link that still works. Otherwise throws the problem that says what is wrong with it and what to do. */
export async function follow(c: PublicContext, token: string): Promise<Followed> {
  const { subject, hash } = await readToken(c.services.identity.oneTimeTokens, "invite", token, c.clock());
  const invite = await c.system.invitations.find(subject);
  if (!invite) throw problem("token-unknown", "There is no such invitation. Ask whoever invited you to send it again.");
  if (invite.status === "accepted") throw spent("invite");
  if (invite.status === "expired")
    throw problem("token-expired", "This invitation has expired. Ask whoever invited you to send it again.");
  if (invite.status !== "open")
    throw problem("token-revoked", "This invitation was taken back. Ask somebody there to invite you again.");
  return { invite, tokenHash: hash };
}
