import { z } from "zod";
import { TenantId } from "#contracts/fields.ts";
import type { MembershipView } from "../../db/identity.ts";
import { problem } from "../../http/problem.ts";
import type { Reply } from "../../http/reply.ts";
import type { BaseContext, SignedInUser } from "../../http/route.ts";
import type { Actor } from "../../http/trace.ts";
import { enter } from "./enter.ts";
import { issueToken } from "./one-time-token.ts";

const challengeLifetime = 5 * 60_000;

/** How somebody showed who they are, and where they want to. */
export const Entry = z.object({
  by: z.enum(["password", "oidc", "invite"]),
  /** Absent: the first of theirs. */
  tenantId: TenantId.optional(),
});
export type Entry = z.infer<typeof Entry>;

/** Lets in a person who has shown who they are once. With a second factor it throws the problem that carries the challenge, and no session starts. */
export async function letIn(c: BaseContext, user: SignedInUser, entry: Entry): Promise<Reply> {
  const { identity, secondFactors } = c.services;
  if (!(await secondFactors.isEnabled(user.id))) return begin(c, user, entry);
  const challenge = await issueToken(identity.oneTimeTokens, "second-factor", user.id, challengeLifetime, entry);
  throw problem("second-factor-required", {
    detail:
      "Send the challenge with a code of your authenticator app, or a recovery code, to /api/auth/second-factor/.",
    challenge,
  });
}

/** Starts the session of a person of whom nothing more is asked, and makes their browser known to the account. */
export async function begin(
  c: BaseContext,
  user: SignedInUser,
  { by, tenantId }: Entry,
  detail: Readonly<Record<string, unknown>> = {},
): Promise<Reply> {
  const { signInGate, startSession } = c.services;
  const active = await tenantToEnter(c, user.id, tenantId);
  const { sessionId, setCookies } = await startSession(user.id, c.headers);
  const target = { kind: "session", id: sessionId, label: null };
  const told = c.trace("sign-in.succeeded", {
    actor: personAs(user),
    tenantId: active.id,
    target,
    detail: { by, ...detail },
  });
  const known = await signInGate.deviceCookie(user.email, c.headers);
  return enter(c, sessionId, user, active, [...setCookies, known], [told]);
}

async function tenantToEnter(c: BaseContext, userId: string, wanted: string | undefined): Promise<MembershipView> {
  const { store } = c.services.identity;
  if (wanted === undefined) {
    const [first] = await store.tenantsOf(userId, { search: "", after: null, limit: 1 });
    if (first) return first;
    throw problem("forbidden", "You belong to no tenant yet. Ask whoever invited you to add you to one.");
  }
  const found = await store.tenantOf(userId, wanted);
  if (found) return found;
  throw problem("not-found", "You have no such tenant.");
}

export const personAs = ({ id, email }: SignedInUser): Actor => ({ kind: "user", id, label: email });
