import type { AuditEntry } from "#contracts/audit.ts";
import { capabilitiesOf, type Role } from "#contracts/capabilities.ts";
import type { KeyView } from "#contracts/keys.ts";
import { Me } from "#contracts/me.ts";
import type { InviteView, MemberView } from "#contracts/members.ts";
import { meOf } from "./payloads.ts";

/** Somebody with this role in the first tenant. */
export const meAs = (role: Role): Me =>
  Me.parse({ ...meOf(), roles: [role], capabilities: capabilitiesOf[role], tenant: { ...meOf().tenant, role } });

export const memberOf = (name: string, role: Role, more: Partial<MemberView> = {}): MemberView => ({
  id: `m-${name}`,
  user_id: `u-${name}`,
  email: `${name.toLowerCase()}@example.com`,
  name,
  role,
  created_at: "2026-02-03T04:05:06.000Z",
  second_factor: false,
  changeable: true,
  ...more,
});

export const inviteOf = (email: string, more: Partial<InviteView> = {}): InviteView => ({
  id: `i-${email}`,
  email,
  role: "viewer",
  invited_by: "Ana Brown",
  created_at: "2026-02-03T04:05:06.000Z",
  expires_at: "2026-02-10T04:05:06.000Z",
  sent_at: "2026-02-03T04:05:16.000Z",
  status: "open",
  ...more,
});

export const keyOf = (name: string, more: Partial<KeyView> = {}): KeyView => ({
  id: `k-${name}`,
  name,
  prefix: "adk_1234",
  capabilities: ["metrics.read"],
  created_by: "Ana Brown",
  created_at: "2026-02-03T04:05:06.000Z",
  expires_at: "2099-02-03T04:05:06.000Z",
  last_used_at: null,
  revoked_at: null,
  rotated_to: null,
  status: "active",
  ...more,
});

export const entryOf = (id: string, more: Partial<AuditEntry> = {}): AuditEntry => ({
  id,
  at: "2026-02-03T04:05:06.000Z",
  action: "member.role-changed",
  actor: { kind: "user", id: "u1", label: "Ana Brown" },
  target: { kind: "member", id: "m-Ben", label: "ben@example.com" },
  tenant_id: "harbour",
  agency_id: null,
  detail: { role: { from: "viewer", to: "analyst" } },
  ip: "203.0.113.9",
  user_agent: "Test",
  request_id: "req-77",
  ...more,
});
