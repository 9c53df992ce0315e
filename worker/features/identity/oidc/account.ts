import type { MembershipView } from "../../../db/identity.ts";
import type { PublicContext, SignedInUser } from "../../../http/route.ts";
import { personAs } from "../let-in.ts";
import type { ProviderIdentity } from "./exchange.ts";
import { OidcRefusal } from "./refusal.ts";

export interface Entrant {
  readonly user: SignedInUser;
  /** The first of their tenants. */
  readonly active: MembershipView;
}

/**
 * Who of ours a person at a provider is. Signing in makes nobody a user: a linked person comes in, an unlinked one is linked to the
 * user of the same e-mail if the provider vouches for it, and everybody else needs an invitation.
 */
export async function findEntrant(c: PublicContext, identity: ProviderIdentity, provider: string): Promise<Entrant> {
  const { oidc } = c.services;
  const linked = await oidc.links.userOf(identity);
  if (linked) return withTenant(c, linked);
  if (identity.verifiedEmail === null)
    throw new OidcRefusal("oidc-unverified", "no e-mail that the provider vouches for");
  const user = await oidc.links.userByEmail(identity.verifiedEmail);
  if (!user) throw new OidcRefusal("oidc-no-account", "nobody has the e-mail", { email: identity.verifiedEmail });
  const entrant = await withTenant(c, user);
  const { id, email } = user;
  const draft = c.trace("oidc.linked", {
    actor: personAs(user),
    target: { kind: "user", id, label: email },
    tenantId: entrant.active.id,
    detail: { provider },
  });
  await oidc.links.link(identity, id, draft);
  const owner = await oidc.links.userOf(identity);
  if (owner?.id !== id) throw new OidcRefusal("oidc-failed", "linked to somebody else meanwhile");
  return entrant;
}

async function withTenant(c: PublicContext, user: SignedInUser): Promise<Entrant> {
  const [active] = await c.services.identity.store.tenantsOf(user.id, { search: "", after: null, limit: 1 });
  if (!active) throw new OidcRefusal("oidc-no-account", "belongs to no tenant", { email: user.email });
  return { user, active };
}
