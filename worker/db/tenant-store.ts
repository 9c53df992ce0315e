import type { Clock } from "../clock.ts";
import { openConnections } from "./connections.ts";
import { openLatestSyncs } from "./latest-syncs.ts";
import type { Db, TenantScope } from "./open.ts";
import { openProfile } from "./profile.ts";
import { openRunHistory } from "./run-history.ts";
import { openSyncs } from "./syncs.ts";
import { openTransforms } from "./transforms.ts";

export type TenantStore = ReturnType<typeof openTenantStore>;

/**
 * Everything that belongs to one tenant, noun by noun. Each noun is a file of this folder that takes a `TenantScope`; its methods give
 * plain rows, never a query builder, so no caller can replace or widen the tenant's `where`.
 */
export function openTenantStore(db: Db, tenantId: string, clock: Clock) {
  const scope: TenantScope = { db, tenantId, clock };
  return {
    tenantId,
    profile: openProfile(scope),
    connections: openConnections(scope),
    runs: openRunHistory(scope),
    syncs: openSyncs(scope),
    latestSyncs: openLatestSyncs(scope),
    transforms: openTransforms(scope),
  };
}
