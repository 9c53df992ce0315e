import type { BaseContext } from "../../http/route.ts";

interface Failure {
  readonly by: "password" | "second-factor";
  /** It was the last try before the lock. */
  readonly locks: boolean;
}

/** Writes a failed sign-in to the audit log of the tenant that the account would have entered. An address that nobody has belongs to none. */
export async function noteFailure(c: BaseContext, email: string, { by, locks }: Failure): Promise<void> {
  const { sessions, store } = c.services.identity;
  const user = await sessions.personByEmail(email.toLowerCase());
  const [tenant] = user ? await store.tenantsOf(user.id, { search: "", after: null, limit: 1 }) : [];
  const told = {
    target: { kind: "user", id: user?.id ?? null, label: email },
    tenantId: tenant?.id ?? null,
    detail: { by },
  };
  await sessions.tell(c.trace("sign-in.failed", told), ...(locks ? [c.trace("sign-in.locked", told)] : []));
}
