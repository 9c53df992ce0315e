import { routes as agencies } from "./features/agencies/agencies.routes.ts";
import { routes as audit } from "./features/audit/audit.routes.ts";
import { routes as backfills } from "./features/connections/backfills/backfills.routes.ts";
import { routes as connections } from "./features/connections/connections.routes.ts";
import { routes as connectors } from "./features/connections/connectors/connectors.routes.ts";
import { routes as manageConnections } from "./features/connections/manage.routes.ts";
import { routes as resumePlatform } from "./features/connections/resume-platform.routes.ts";
import { routes as connectionRuns } from "./features/connections/runs/runs.routes.ts";
import { routes as schedules } from "./features/connections/schedule/schedule.routes.ts";
import { routes as health } from "./features/health/health.routes.ts";
import { routes as identity } from "./features/identity/identity.routes.ts";
import { routes as oidc } from "./features/identity/oidc/oidc.routes.ts";
import { routes as invites } from "./features/invites/invites.routes.ts";
import { routes as keys } from "./features/keys/keys.routes.ts";
import { routes as members } from "./features/members/members.routes.ts";
import { routes as metricExport } from "./features/metrics/export/export.routes.ts";
import { routes as metricLists } from "./features/metrics/lists/lists.routes.ts";
import { routes as metrics } from "./features/metrics/metrics.routes.ts";
import { routes as provenance } from "./features/metrics/provenance/provenance.routes.ts";
import { routes as restatements } from "./features/metrics/restatements/restatements.routes.ts";
import { routes as metricWeb } from "./features/metrics/web/web.routes.ts";
import { routes as runs } from "./features/runs/runs.routes.ts";
import { routes as schema } from "./features/schema/schema.routes.ts";
import { routes as snapshots } from "./features/snapshots/snapshots.routes.ts";
import { routes as syncHealth } from "./features/sync-health/sync-health.routes.ts";
import { routes as tenants } from "./features/tenants/tenants.routes.ts";
import { routes as transforms } from "./features/transforms/transforms.routes.ts";
import { routes as webhooks } from "./features/webhooks/webhooks.routes.ts";
import { complete } from "./http/app.ts";
import type { Route } from "./http/route.ts";

/** Every feature's routes. */
export const routes: readonly Route[] = complete([
  ...agencies,
  ...invites,
  ...members,
  ...audit,
  ...keys,
  ...connections,
  ...manageConnections,
  ...connectors,
  ...resumePlatform,
  ...schedules,
  ...connectionRuns,
  ...backfills,
  ...health,
  ...identity,
  ...oidc,
  ...schema,
  ...syncHealth,
  ...tenants,
  ...metrics,
  ...metricLists,
  ...metricWeb,
  ...metricExport,
  ...restatements,
  ...provenance,
  ...snapshots,
  ...runs,
  ...transforms,
  ...webhooks,
]);
