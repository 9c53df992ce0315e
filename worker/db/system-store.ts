import type { Clock } from "../clock.ts";
import { openAgencySetup } from "./agency-setup.ts";
import { openPlatformAuditLog } from "./audit-log.ts";
import { openCollectableTenants } from "./collectable-tenants.ts";
import { openDeadLetters } from "./dead-letters.ts";
import { openDue } from "./due.ts";
import { openDueSyncs } from "./due-syncs.ts";
import { openHeartbeats } from "./heartbeats.ts";
import { openInvitations } from "./invitations.ts";
import { openLeases } from "./leases.ts";
import type { Db } from "./open.ts";
import { openOutbox } from "./outbox.ts";
import { openPlatformGroups } from "./platform-groups.ts";
import { openPlatformRoles } from "./platform-roles.ts";
import { openSyncOverview } from "./sync-overview.ts";
import { openTenantSetup } from "./tenant-setup.ts";
import { openTenants } from "./tenants.ts";
import { openWebhookDoors } from "./webhook-doors.ts";

export type SystemStore = ReturnType<typeof openSystemStore>;

/** What crosses tenants: Cron, the runner's lease, operators, health. Handlers of signed-in people never get it. */
export function openSystemStore(db: Db, clock: Clock) {
  return {
    heartbeats: openHeartbeats(db, clock),
    auditLog: openPlatformAuditLog(db),
    tenants: openTenants(db),
    tenantSetup: openTenantSetup(db, clock),
    agencySetup: openAgencySetup(db, clock),
    platformRoles: openPlatformRoles(db),
    invitations: openInvitations(db, clock),
    outbox: openOutbox(db),
    deadLetters: openDeadLetters(db, clock),
    due: openDue(db),
    collectableTenants: openCollectableTenants(db),
    dueSyncs: openDueSyncs(db, clock),
    platformGroups: openPlatformGroups(db, clock),
    leases: openLeases(db, clock),
    syncOverview: openSyncOverview(db),
    webhookDoors: openWebhookDoors(db, clock),
  };
}
