import type { endpoints } from "#contracts/index.ts";
import type { OwnedRows } from "./owned-rows.ts";

/** A call that is right in every field, made with the ids of one tenant. */
interface Call {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

interface Case {
  readonly call: (rows: OwnedRows) => Call;
  /** What somebody of another tenant gets for it. `own`: it names nothing, so they get what is theirs, and nothing of ours. */
  readonly foreigner: "own" | 404;
}

const own = (call: Case["call"] = () => ({})): Case => ({ call, foreigner: "own" });
const named = (call: Case["call"]): Case => ({ call, foreigner: 404 });
const wrongPassword = "a password of nobody";
const token = "adx_of-nobody";

type Name = keyof typeof endpoints;

/** One for every endpoint: the type fails the build when one is missing, and the suite fails when a route stands beside the contracts. */
export const cases: Readonly<Record<Name, Case>> = {
  login: named(({ tenantId }) => ({
    body: { email: "owner@mine.test", password: "correct horse battery staple", tenant_id: tenantId },
  })),
  secondFactor: own(() => ({ body: { challenge: token, code: "123456" } })),
  refresh: own(() => ({ body: { refresh: token } })),
  logout: own(),
  logoutEverywhere: own(() => ({ body: { keep_this: true } })),
  switchTenant: named(({ tenantId }) => ({ body: { tenant_id: tenantId } })),
  requestPasswordReset: own(() => ({ body: { email: "nobody@nowhere.test" } })),
  checkPasswordReset: own(() => ({ body: { token } })),
  confirmPasswordReset: own(() => ({ body: { token, password: wrongPassword } })),
  confirmEmailChange: own(() => ({ body: { token } })),
  viewInvite: own(() => ({ body: { token } })),
  acceptInvite: own(() => ({ body: { token, name: "Nobody", password: wrongPassword } })),
  oidcProviders: own(),
  startOidc: named(() => ({ params: { provider: "nobody" } })),
  finishOidc: named(() => ({ params: { provider: "nobody" } })),
  jwks: own(),
  me: own(),
  updateMe: own(() => ({ body: { name: "Somebody" } })),
  changePassword: own(() => ({ body: { current_password: wrongPassword, password: "another one of nobody" } })),
  requestEmailChange: own(() => ({ body: { email: "new@mine.test", password: wrongPassword } })),
  sessions: own(),
  endSession: named(({ sessionId }) => ({ params: { session_id: sessionId } })),
  startSecondFactor: own(() => ({ body: { password: wrongPassword } })),
  confirmSecondFactor: own(() => ({ body: { code: "123456" } })),
  renewRecoveryCodes: own(() => ({ body: { password: wrongPassword } })),
  disableSecondFactor: own(() => ({ body: { password: wrongPassword, code: "123456" } })),
  readTenant: own(),
  changeTenant: own(() => ({ body: { label: "Mine" } })),
  findTenants: own(),
  listMembers: own(),
  changeMember: named(({ memberId }) => ({ params: { member_id: memberId }, body: { role: "viewer" } })),
  removeMember: named(({ memberId }) => ({ params: { member_id: memberId } })),
  listInvites: own(),
  createInvite: own(() => ({ body: { email: "somebody@mine.test", role: "viewer" } })),
  resendInvite: named(({ inviteId }) => ({ params: { invite_id: inviteId } })),
  revokeInvite: named(({ inviteId }) => ({ params: { invite_id: inviteId } })),
  listAgencies: own(),
  listAgencyTenants: named(({ agencyId }) => ({ params: { agency_id: agencyId } })),
  createAgencyTenant: named(({ agencyId }) => ({
    params: { agency_id: agencyId },
    body: { id: "brand-new", label: "New", time_zone: "America/Jamaica", currency: "JMD", region_set: "jm-parishes" },
  })),
  listAgencyMembers: named(({ agencyId }) => ({ params: { agency_id: agencyId } })),
  changeAgencyMember: named(({ agencyId, agencyMemberId }) => ({
    params: { agency_id: agencyId, member_id: agencyMemberId },
    body: { role: "agency_lead" },
  })),
  removeAgencyMember: named(({ agencyId, agencyMemberId }) => ({
    params: { agency_id: agencyId, member_id: agencyMemberId },
  })),
  listAgencyInvites: named(({ agencyId }) => ({ params: { agency_id: agencyId } })),
  createAgencyInvite: named(({ agencyId }) => ({
    params: { agency_id: agencyId },
    body: { email: "somebody-else@mine.test", role: "agency_analyst" },
  })),
  resendAgencyInvite: named(({ agencyId, agencyInviteId }) => ({
    params: { agency_id: agencyId, invite_id: agencyInviteId },
  })),
  revokeAgencyInvite: named(({ agencyId, agencyInviteId }) => ({
    params: { agency_id: agencyId, invite_id: agencyInviteId },
  })),
  listKeys: own(),
  createKey: own(() => ({ body: { name: "A key", capabilities: ["metrics.read"], expires_in_days: 1 } })),
  rotateKey: named(({ keyId }) => ({ params: { key_id: keyId }, body: { overlap_hours: 1, expires_in_days: 1 } })),
  revokeKey: named(({ keyId }) => ({ params: { key_id: keyId } })),
  auditLog: own(),
  auditExport: own(),
  platformAuditLog: own(),
  combined: named(({ snapshotId }) => ({ query: { snapshot: snapshotId } })),
  aggregateSnapshot: named(({ snapshotId }) => ({ query: { snapshot: snapshotId } })),
  exportMetrics: named(({ snapshotId }) => ({ query: { snapshot: snapshotId } })),
  provenance: named(({ snapshotId }) => ({ query: { snapshot: snapshotId } })),
  restatements: named(({ snapshotId }) => ({ query: { from: snapshotId, to: snapshotId } })),
  campaignsList: named(({ snapshotId }) => ({ query: { snapshot: snapshotId } })),
  creativesList: named(({ snapshotId }) => ({ query: { snapshot: snapshotId } })),
  adsetsList: named(({ snapshotId }) => ({ query: { snapshot: snapshotId } })),
  adsList: named(({ snapshotId }) => ({ query: { snapshot: snapshotId } })),
  regionsList: named(({ snapshotId }) => ({ query: { snapshot: snapshotId } })),
  pacingList: named(({ snapshotId }) => ({ query: { snapshot: snapshotId } })),
  webList: named(({ snapshotId }) => ({ query: { snapshot: snapshotId } })),
  searchList: named(({ snapshotId }) => ({ query: { snapshot: snapshotId } })),
  listSnapshots: own(),
  readSnapshot: named(({ snapshotId }) => ({ params: { snapshot_id: snapshotId } })),
  pinSnapshot: named(({ snapshotId }) => ({ params: { snapshot_id: snapshotId }, body: {} })),
  unpinSnapshot: named(({ snapshotId }) => ({ params: { snapshot_id: snapshotId } })),
  telemetry: own(),
  listConnections: own(),
  connectionsSummary: own(),
  createConnection: own(() => ({
    body: { source_type: "facebook-marketing", name: "Nobody's", configuration: {}, schedule: { kind: "manual" } },
  })),
  readConnection: named(({ connectionId }) => ({ params: { connection_id: connectionId } })),
  changeConnection: named(({ connectionId }) => ({
    params: { connection_id: connectionId },
    body: { name: "Another" },
  })),
  deleteConnection: named(({ connectionId }) => ({ params: { connection_id: connectionId } })),
  pauseConnection: named(({ connectionId }) => ({ params: { connection_id: connectionId }, body: {} })),
  resumeConnection: named(({ connectionId }) => ({ params: { connection_id: connectionId }, body: {} })),
  testConnection: named(({ connectionId }) => ({ params: { connection_id: connectionId }, body: {} })),
  discoverConnection: named(({ connectionId }) => ({ params: { connection_id: connectionId }, body: {} })),
  listConnectors: own(),
  readConnector: own(() => ({ params: { source_type: "facebook-marketing" } })),
  installConnector: own(() => ({ params: { source_type: "facebook-marketing" }, body: {} })),
  checkConfiguration: own(() => ({ params: { source_type: "facebook-marketing" }, body: { configuration: {} } })),
  discoverStreams: own(() => ({ params: { source_type: "facebook-marketing" }, body: { configuration: {} } })),
  readManifest: own(() => ({ body: { manifest: "type: DeclarativeSource" } })),
  uploadRecording: own(),
  syncHealth: own(),
  airbyteHealth: own(),
  snapshotsHealth: own(),
  receiveWebhook: own(() => ({ params: { token: "adw_of-nobody" }, body: {} })),
  readWebhook: own(),
  makeWebhook: own(() => ({ body: { signed: true } })),
  signWebhook: own(() => ({ body: { signed: true } })),
  removeWebhook: own(),
  listDeliveries: own(),
  listRuns: named(({ connectionId }) => ({ params: { connection_id: connectionId } })),
  runLog: named(({ connectionId, runId }) => ({ params: { connection_id: connectionId, run_id: runId } })),
  syncConnection: named(({ connectionId }) => ({ params: { connection_id: connectionId }, body: {} })),
  cancelSync: named(({ connectionId }) => ({ params: { connection_id: connectionId }, body: {} })),
  backfillConnection: named(({ connectionId }) => ({
    params: { connection_id: connectionId },
    body: { from: "2026-01-01", to: "2026-01-31" },
  })),
  cancelBackfill: named(({ connectionId }) => ({ params: { connection_id: connectionId } })),
  readSchedule: named(({ connectionId }) => ({ params: { connection_id: connectionId } })),
  changeSchedule: named(({ connectionId }) => ({
    params: { connection_id: connectionId },
    body: { kind: "interval", every_minutes: 120 },
  })),
  previewSchedule: named(({ connectionId }) => ({
    body: { schedule: { kind: "manual" }, connection_id: connectionId },
  })),
  health: own(),
  schema: own(),
  lease: own(() => ({ body: {} })),
  heartbeat: own(() => ({ params: { run_id: "r" }, body: {} })),
  putShard: own(() => ({ params: { run_id: "r", name: "n" } })),
  commit: own(() => ({ params: { run_id: "r" }, body: {} })),
  fail: own(() => ({ params: { run_id: "r" }, body: {} })),
  putTenant: own(({ tenantId }) => ({ params: { tenant_id: tenantId }, body: {} })),
  putAgency: own(({ agencyId }) => ({ params: { agency_id: agencyId }, body: {} })),
  putPlatformRole: own(() => ({ body: {} })),
  resumePlatform: own(() => ({ params: { platform: "meta" }, body: {} })),
  resetSecondFactor: own(() => ({ body: {} })),
  putConnection: own(({ tenantId, connectionId }) => ({
    params: { tenant_id: tenantId, connection_id: connectionId },
    body: {},
  })),
  syncNow: own(({ tenantId }) => ({ params: { tenant_id: tenantId }, body: {} })),
  tenantStatus: own(({ tenantId }) => ({ params: { tenant_id: tenantId } })),
};
