import type { Clock } from "../clock.ts";
import { openAgencyTenants } from "./agency-tenants.ts";
import { openInvites } from "./invites.ts";
import { openMembers } from "./members.ts";
import type { Db } from "./open.ts";
import type { Place } from "./place.ts";

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
  const place: Place = { db, clock, kind: "agency", id: agencyId };
  return {
    agencyId,
    tenants: openAgencyTenants(scope),
    members: openMembers(place),
    invites: openInvites(place),
  };
}
