import type { Clock } from "../clock.ts";
import type { Db } from "./open.ts";

/** What the nouns of one agency are opened with: a store made of it reaches this agency and its tenants only. */
export interface AgencyScope {
  readonly db: Db;
  readonly agencyId: string;
  readonly clock: Clock;
}

export type AgencyStore = ReturnType<typeof openAgencyStore>;

/** Everything that belongs to one agency, noun by noun, as the tenant store is for a tenant. */
export function openAgencyStore(db: Db, agencyId: string, clock: Clock) {
  const scope: AgencyScope = { db, agencyId, clock };
  return { agencyId: scope.agencyId };
}
