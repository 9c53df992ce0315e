import type { Caller } from "../platform.ts";
import type { SampleAccount } from "../world/tenants.ts";
import { clientFields, customerFields } from "./entities.ts";
import { customerNotEnabled, noPermission } from "./errors.ts";
import type { Fields } from "./values.ts";

type GoogleCaller = Caller<"google_ads">;

/** Whom a request asks about: an account, or null for the manager above them. */
export function customerOf(caller: GoogleCaller, id: string, loginId: string | undefined): SampleAccount | null {
  const { loginCustomerId } = caller.access.credentials;
  if (id === loginCustomerId) return null;
  const account = caller.access.accounts.find((candidate) => candidate.id === id);
  if (!account || loginId !== loginCustomerId) throw noPermission();
  if (!account.active) throw customerNotEnabled();
  return account;
}

interface Manager {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly active: boolean;
}

const managerOf = ({ access, tenant }: GoogleCaller): Manager => ({
  id: access.credentials.loginCustomerId,
  name: `${tenant.label} (manager)`,
  currency: tenant.reportingCurrency,
  timeZone: tenant.timeZone,
  active: true,
});

export const managerFields = (caller: GoogleCaller): Fields => ({
  ...customerFields(managerOf(caller)),
  "customer.manager": true,
});

/** The manager itself and everything below it, whatever became of it. */
export function clientsOf(caller: GoogleCaller): Fields[] {
  const manager = managerOf(caller);
  return [
    { ...clientFields(manager, manager.id, 0), "customer_client.manager": true },
    ...caller.access.accounts.map((account) => clientFields(account, manager.id, 1)),
  ];
}
