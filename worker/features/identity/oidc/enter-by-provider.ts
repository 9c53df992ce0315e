import type { PublicContext } from "../../../http/route.ts";
import { freshnessCookie } from "../session-cookies.ts";
import type { Entrant } from "./account.ts";

/** Starts a session for the browser and gives its cookies. The provider asked for what it asks for: no second factor of ours on top. */
export async function enterByProvider(
  c: PublicContext,
  { user, active }: Entrant,
  provider: string,
): Promise<string[]> {
  const { identity, config, oidc, startSession } = c.services;
  const { sessionId, setCookies } = await startSession(user.id, c.headers);
  await identity.store.setActiveTenant(sessionId, active.id);
  const draft = c.trace("sign-in.succeeded", {
    actor: { kind: "user", id: user.id, label: user.email },
    tenantId: active.id,
    detail: { by: "oidc", provider },
  });
  await oidc.links.tell(draft);
  return [...setCookies, freshnessCookie(config)];
}
