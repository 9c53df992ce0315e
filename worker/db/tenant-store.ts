import type { Clock } from "../clock.ts";
import { openApiKeys } from "./api-keys.ts";
import { openAuditLog } from "./audit-log.ts";
import { openBackfills } from "./backfills.ts";
import { openConnections } from "./connections.ts";
import { openInvites } from "./invites.ts";
import { openLatestSyncs } from "./latest-syncs.ts";
import { openMembers } from "./members.ts";
import type { Db, TenantScope } from "./open.ts";
import type { Place } from "./place.ts";
import { openProfile } from "./profile.ts";
import { openRunHistory } from "./run-history.ts";
import { openSchedules } from "./schedules.ts";
import { openSnapshotOrigin } from "./snapshot-origin.ts";
import { openSnapshots } from "./snapshots.ts";
import { openStreamCatalogs } from "./stream-catalogs.ts";
import { openSyncHistory } from "./sync-history.ts";
import { openSyncs } from "./syncs.ts";
import { openTransforms } from "./transforms.ts";
import { openWebhooks } from "./webhooks.ts";

export type TenantStore = ReturnType<typeof openTenantStore>;

/**
 * Everything that belongs to one tenant, noun by noun. Each noun is a file of this folder that takes a `TenantScope`; its methods give
 * plain rows, never a query builder, so no caller can replace or widen the tenant's `where`.
 */
export function openTenantStore(db: Db, tenantId: string, clock: Clock) {
  const scope: TenantScope = { db, tenantId, clock };
  const place: Place = { db, clock, kind: "tenant", id: tenantId };
  return {
    tenantId,
    profile: openProfile(scope),
    apiKeys: openApiKeys(scope),
    auditLog: openAuditLog(scope),
    members: openMembers(place),
    invites: openInvites(place),
    connections: openConnections(scope),
    schedules: openSchedules(scope),
    backfills: openBackfills(scope),
    runs: openRunHistory(scope),
    snapshots: openSnapshots(scope),
    snapshotOrigin: openSnapshotOrigin(scope),
    syncs: openSyncs(scope),
    streamCatalogs: openStreamCatalogs(scope),
    syncHistory: openSyncHistory(scope),
    latestSyncs: openLatestSyncs(scope),
    transforms: openTransforms(scope),
    webhooks: openWebhooks(scope),
  };
}
