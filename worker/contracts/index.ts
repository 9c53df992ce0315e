import * as agencies from "./agencies.ts";
import * as audit from "./audit.ts";
import * as auth from "./auth.ts";
import * as backfills from "./backfills.ts";
import * as connectionRuns from "./connection-runs.ts";
import * as connectionTelemetry from "./connection-telemetry.ts";
import * as connections from "./connections.ts";
import * as connectors from "./connectors.ts";
import * as health from "./health.ts";
import * as keys from "./keys.ts";
import * as me from "./me.ts";
import * as members from "./members.ts";
import * as metricExport from "./metric-export.ts";
import * as metricLists from "./metric-lists.ts";
import * as metricProvenance from "./metric-provenance.ts";
import * as metricRestatements from "./metric-restatements.ts";
import * as metricWeb from "./metric-web.ts";
import * as metrics from "./metrics.ts";
import * as oidc from "./oidc.ts";
import * as operator from "./operator.ts";
import * as runner from "./runner.ts";
import * as schedules from "./schedules.ts";
import * as schema from "./schema.ts";
import * as snapshots from "./snapshots.ts";
import * as syncHealth from "./sync-health.ts";
import * as tenants from "./tenants.ts";
import * as webhooks from "./webhooks.ts";

/** Every endpoint there is; the route tests walk this list and the app refuses to start when one has no handler. */
export const endpoints = {
  login: auth.login,
  secondFactor: auth.secondFactor,
  refresh: auth.refresh,
  logout: auth.logout,
  logoutEverywhere: auth.logoutEverywhere,
  switchTenant: auth.switchTenant,
  requestPasswordReset: auth.requestPasswordReset,
  checkPasswordReset: auth.checkPasswordReset,
  confirmPasswordReset: auth.confirmPasswordReset,
  confirmEmailChange: auth.confirmEmailChange,
  viewInvite: auth.viewInvite,
  acceptInvite: auth.acceptInvite,
  oidcProviders: oidc.oidcProviders,
  startOidc: oidc.startOidc,
  finishOidc: oidc.finishOidc,
  jwks: oidc.jwks,
  me: me.me,
  updateMe: me.updateMe,
  changePassword: me.changePassword,
  requestEmailChange: me.requestEmailChange,
  sessions: me.sessions,
  endSession: me.endSession,
  startSecondFactor: me.startSecondFactor,
  confirmSecondFactor: me.confirmSecondFactor,
  renewRecoveryCodes: me.renewRecoveryCodes,
  disableSecondFactor: me.disableSecondFactor,
  readTenant: tenants.readTenant,
  changeTenant: tenants.changeTenant,
  findTenants: tenants.findTenants,
  listMembers: members.listMembers,
  changeMember: members.changeMember,
  removeMember: members.removeMember,
  listInvites: members.listInvites,
  createInvite: members.createInvite,
  resendInvite: members.resendInvite,
  revokeInvite: members.revokeInvite,
  listAgencies: agencies.listAgencies,
  listAgencyTenants: agencies.listAgencyTenants,
  createAgencyTenant: agencies.createAgencyTenant,
  listAgencyMembers: agencies.listAgencyMembers,
  changeAgencyMember: agencies.changeAgencyMember,
  removeAgencyMember: agencies.removeAgencyMember,
  listAgencyInvites: agencies.listAgencyInvites,
  createAgencyInvite: agencies.createAgencyInvite,
  resendAgencyInvite: agencies.resendAgencyInvite,
  revokeAgencyInvite: agencies.revokeAgencyInvite,
  listKeys: keys.listKeys,
  createKey: keys.createKey,
  rotateKey: keys.rotateKey,
  revokeKey: keys.revokeKey,
  auditLog: audit.auditLog,
  auditExport: audit.auditExport,
  platformAuditLog: audit.platformAuditLog,
  combined: metrics.combined,
  aggregateSnapshot: metrics.aggregateSnapshot,
  exportMetrics: metricExport.exportMetrics,
  restatements: metricRestatements.restatements,
  provenance: metricProvenance.provenance,
  campaignsList: metricLists.campaignsList,
  creativesList: metricLists.creativesList,
  adsetsList: metricLists.adsetsList,
  adsList: metricLists.adsList,
  regionsList: metricLists.regionsList,
  pacingList: metricLists.pacingList,
  webList: metricWeb.webList,
  searchList: metricWeb.searchList,
  telemetry: connectionTelemetry.telemetry,
  listSnapshots: snapshots.listSnapshots,
  readSnapshot: snapshots.readSnapshot,
  pinSnapshot: snapshots.pinSnapshot,
  unpinSnapshot: snapshots.unpinSnapshot,
  listConnections: connections.listConnections,
  connectionsSummary: connections.connectionsSummary,
  createConnection: connections.createConnection,
  readConnection: connections.readConnection,
  changeConnection: connections.changeConnection,
  deleteConnection: connections.deleteConnection,
  pauseConnection: connections.pauseConnection,
  resumeConnection: connections.resumeConnection,
  testConnection: connections.testConnection,
  discoverConnection: connections.discoverConnection,
  listConnectors: connectors.listConnectors,
  readConnector: connectors.readConnector,
  installConnector: connectors.installConnector,
  checkConfiguration: connectors.checkConfiguration,
  discoverStreams: connectors.discoverStreams,
  readManifest: connectors.readManifest,
  uploadRecording: connectors.uploadRecording,
  syncHealth: syncHealth.syncHealth,
  airbyteHealth: syncHealth.airbyteHealth,
  receiveWebhook: webhooks.receiveWebhook,
  readWebhook: webhooks.readWebhook,
  makeWebhook: webhooks.makeWebhook,
  signWebhook: webhooks.signWebhook,
  removeWebhook: webhooks.removeWebhook,
  listDeliveries: webhooks.listDeliveries,
  listRuns: connectionRuns.listRuns,
  runLog: connectionRuns.runLog,
  syncConnection: connectionRuns.syncConnection,
  cancelSync: connectionRuns.cancelSync,
  backfillConnection: backfills.backfillConnection,
  cancelBackfill: backfills.cancelBackfill,
  readSchedule: schedules.readSchedule,
  changeSchedule: schedules.changeSchedule,
  previewSchedule: schedules.previewSchedule,
  health: health.health,
  snapshotsHealth: health.snapshotsHealth,
  schema: schema.schema,
  lease: runner.lease,
  heartbeat: runner.heartbeat,
  putShard: runner.putShard,
  commit: runner.commit,
  fail: runner.fail,
  putTenant: operator.putTenant,
  putAgency: operator.putAgency,
  putPlatformRole: operator.putPlatformRole,
  resetSecondFactor: operator.resetSecondFactor,
  putConnection: operator.putConnection,
  syncNow: operator.syncNow,
  resumePlatform: operator.resumePlatform,
  tenantStatus: operator.tenantStatus,
} as const;
