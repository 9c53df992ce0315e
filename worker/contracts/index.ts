import * as auth from "./auth.ts";
import * as connections from "./connections.ts";
import * as health from "./health.ts";
import * as metrics from "./metrics.ts";
import * as operator from "./operator.ts";
import * as runner from "./runner.ts";
import * as schema from "./schema.ts";

/** Every endpoint there is; the route tests walk this list and the app refuses to start when one has no handler. */
export const endpoints = {
  login: auth.login,
  logout: auth.logout,
  switchTenant: auth.switchTenant,
  me: auth.me,
  combined: metrics.combined,
  telemetry: connections.telemetry,
  health: health.health,
  schema: schema.schema,
  lease: runner.lease,
  heartbeat: runner.heartbeat,
  putShard: runner.putShard,
  commit: runner.commit,
  fail: runner.fail,
  putTenant: operator.putTenant,
  putConnection: operator.putConnection,
  syncNow: operator.syncNow,
  tenantStatus: operator.tenantStatus,
} as const;
