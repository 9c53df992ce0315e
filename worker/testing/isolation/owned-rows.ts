import { uuidv7 } from "uuidv7";
import type { KeyCapability } from "#contracts/keys.ts";
import { hashToken, makeToken } from "../../features/identity/opaque-token.ts";
import type { TestApp } from "../harness.ts";

export type OwnedRows = Awaited<ReturnType<typeof ownedRows>>;

/** One row of every owned thing in a tenant and an agency around it, labelled with `mark`. Gives their ids. */
export async function ownedRows(app: TestApp, tenantId: string, mark: string) {
  const agencyId = `agency-${tenantId}`;
  const ids = {
    tenantId,
    agencyId,
    connectionId: `${tenantId}-meta`,
    runId: uuidv7(),
    snapshotId: uuidv7(),
    memberId: uuidv7(),
    agencyMemberId: uuidv7(),
    inviteId: uuidv7(),
    agencyInviteId: uuidv7(),
    keyId: uuidv7(),
    auditId: uuidv7(),
    colleagueId: uuidv7(),
    sessionId: uuidv7(),
  };
  const now = app.clock();
  const later = now + 7 * 24 * 60 * 60_000;
  const email = `colleague-${mark.replaceAll(" ", "-")}@${tenantId}.test`;
  const run = (text: string, ...values: unknown[]) => app.env.DB.prepare(text).bind(...values);
  await app.env.DB.batch([
    run(
      "insert into users (id, name, email, email_verified, created_at, updated_at) values (?, ?, ?, 1, ?, ?)",
      ids.colleagueId,
      `Colleague ${mark}`,
      email,
      now,
      now,
    ),
    run(
      "insert into sessions (id, token, user_id, active_tenant_id, user_agent, expires_at, created_at, updated_at) values (?, ?, ?, ?, ?, ?, ?, ?)",
      ids.sessionId,
      uuidv7(),
      ids.colleagueId,
      tenantId,
      mark,
      later,
      now,
      now,
    ),
    run("insert into agencies (id, label, created_at) values (?, ?, ?)", agencyId, `Agency ${mark}`, now),
    run("update tenants set agency_id = ? where id = ?", agencyId, tenantId),
    run(
      "insert into memberships (tenant_id, id, user_id, role, created_at) values (?, ?, ?, 'analyst', ?)",
      tenantId,
      ids.memberId,
      ids.colleagueId,
      now,
    ),
    run(
      "insert into agency_members (agency_id, id, user_id, role, created_at) values (?, ?, ?, 'agency_analyst', ?)",
      agencyId,
      ids.agencyMemberId,
      ids.colleagueId,
      now,
    ),
    run(
      "insert into invites (id, tenant_id, email, role, invited_by, created_at, expires_at) values (?, ?, ?, 'viewer', ?, ?, ?)",
      ids.inviteId,
      tenantId,
      `invited-${email}`,
      ids.colleagueId,
      now,
      later,
    ),
    run(
      "insert into invites (id, agency_id, email, role, invited_by, created_at, expires_at) values (?, ?, ?, 'agency_analyst', ?, ?, ?)",
      ids.agencyInviteId,
      agencyId,
      `invited-too-${email}`,
      ids.colleagueId,
      now,
      later,
    ),
    run(
      "insert into connections (tenant_id, id, platform, name, airbyte_connection_id, schedule, every_minutes, created_at) values (?, ?, 'meta', ?, ?, 'interval', 60, ?)",
      tenantId,
      ids.connectionId,
      `Connection ${mark}`,
      crypto.randomUUID(),
      now,
    ),
    run(
      "insert into runs (tenant_id, id, kind, status, connection_id, due_at, created_at, error_message) values (?, ?, 'sync', 'failed', ?, ?, ?, ?)",
      tenantId,
      ids.runId,
      ids.connectionId,
      now,
      now,
      mark,
    ),
    run(
      "insert into snapshots (tenant_id, id, run_id, status, generated_at, created_at) values (?, ?, ?, 'ready', ?, ?)",
      tenantId,
      ids.snapshotId,
      ids.runId,
      now,
      now,
    ),
    run(
      "insert into audit_log (id, tenant_id, agency_id, at, action, actor_kind, actor_label, target_label) values (?, ?, ?, ?, 'tenant.changed', 'user', ?, ?)",
      ids.auditId,
      tenantId,
      agencyId,
      now,
      email,
      mark,
    ),
  ]);
  const key = await insertKey(app, tenantId, ids.keyId, `Key ${mark}`, ["metrics.read"]);
  return { ...ids, key };
}

/** An API key with these capabilities; gives its secret. */
export async function insertKey(
  app: TestApp,
  tenantId: string,
  id: string,
  name: string,
  capabilities: readonly KeyCapability[],
): Promise<string> {
  const secret = makeToken("key");
  await app.env.DB.prepare(
    "insert into api_keys (tenant_id, id, name, prefix, hash, capabilities, created_by, created_at, expires_at) values (?, ?, ?, ?, ?, ?, 'nobody', ?, ?)",
  )
    .bind(
      tenantId,
      id,
      name,
      secret.slice(0, 12),
      await hashToken(secret),
      JSON.stringify(capabilities),
      app.clock(),
      app.clock() + 60 * 60_000,
    )
    .run();
  return secret;
}
