import { uuidv7 } from "uuidv7";
import type { AgencyRole, PlatformRole, Role, TenantRole } from "#contracts/capabilities.ts";
import { createTenant, member } from "../factories.ts";
import type { TestApp } from "../harness.ts";
import { ownedRows } from "./owned-rows.ts";

/** Stands in every label of the other tenant: an answer that holds it has leaked. */
export const mark = "theirs-alone";

const inTenant: readonly TenantRole[] = ["owner", "admin", "analyst", "viewer"];
const inAgency: readonly AgencyRole[] = ["agency_admin", "agency_lead", "agency_analyst"];
const ofPlatform: readonly PlatformRole[] = ["platform_admin", "support"];
export const everyRole: readonly Role[] = [...inTenant, ...inAgency, ...ofPlatform];

export type World = Awaited<ReturnType<typeof twoTenants>>;

/** Two tenants, each in an agency of its own, with a row of everything; and somebody of every role at work in `mine`. */
export async function twoTenants(app: TestApp) {
  await createTenant(app, "mine", { label: "Mine", members: [member("owner@mine.test")] });
  await createTenant(app, "theirs", { label: `Theirs ${mark}`, members: [member(`${mark}@theirs.test`)] });
  const mine = await ownedRows(app, "mine", "of mine");
  const theirs = await ownedRows(app, "theirs", mark);
  const people = new Map<Role, string>();
  for (const role of everyRole) people.set(role, await somebody(app, role));

  return {
    mine,
    theirs,
    /** A session of its own for each call, so that a call which ends one spoils nothing. Gives the Authorization header. */
    async as(role: Role): Promise<{ authorization: string }> {
      const { access } = await mint(app, people.get(role)!, "mine");
      return { authorization: `Bearer ${access}` };
    },
  };
}

/** An access token and its session, without a password to hash. */
export async function mint(app: TestApp, userId: string, tenantId: string) {
  const sessionId = uuidv7();
  const now = app.clock();
  await app.env.DB.prepare(
    "insert into sessions (id, token, user_id, active_tenant_id, expires_at, created_at, updated_at) values (?, ?, ?, ?, ?, ?, ?)",
  )
    .bind(sessionId, uuidv7(), userId, tenantId, now + 86_400_000, now, now)
    .run();
  const access = await app.services.identity.tokens.sign({ userId, tenantId, sessionId });
  return { sessionId, access };
}

async function somebody(app: TestApp, role: Role): Promise<string> {
  const id = uuidv7();
  const now = app.clock();
  const { DB } = app.env;
  const platformRole = ofPlatform.find((each) => each === role) ?? null;
  const statements = [
    DB.prepare(
      "insert into users (id, name, email, email_verified, platform_role, created_at, updated_at) values (?, ?, ?, 1, ?, ?, ?)",
    ).bind(id, role, `some-${role}@mine.test`, platformRole, now, now),
  ];
  if (inTenant.some((each) => each === role))
    statements.push(
      DB.prepare("insert into memberships (tenant_id, id, user_id, role, created_at) values ('mine', ?, ?, ?, ?)").bind(
        uuidv7(),
        id,
        role,
        now,
      ),
    );
  if (inAgency.some((each) => each === role))
    statements.push(
      DB.prepare(
        "insert into agency_members (agency_id, id, user_id, role, created_at) values ('agency-mine', ?, ?, ?, ?)",
      ).bind(uuidv7(), id, role, now),
    );
  await DB.batch(statements);
  return id;
}

/** Everything that belongs to a tenant and its agency, to see that nothing of it changed. */
export async function everythingOf(app: TestApp, tenantId: string): Promise<unknown> {
  const ofTenant = [
    "memberships",
    "invites",
    "api_keys",
    "connections",
    "backfills",
    "backfill_slices",
    "runs",
    "snapshots",
    "audit_log",
    "outbox",
  ];
  const agencyId = `agency-${tenantId}`;
  const { DB } = app.env;
  const queries = [
    DB.prepare("select * from tenants where id = ?").bind(tenantId),
    ...ofTenant.map((table) => DB.prepare(`select * from ${table} where tenant_id = ? order by id`).bind(tenantId)),
    DB.prepare("select * from agencies where id = ?").bind(agencyId),
    ...["agency_members", "invites", "tenants"].map((table) =>
      DB.prepare(`select * from ${table} where agency_id = ? order by id`).bind(agencyId),
    ),
    DB.prepare("select * from users where email like ? order by id").bind(`%@${tenantId}.test`),
    DB.prepare("select * from sessions where active_tenant_id = ? order by id").bind(tenantId),
  ];
  return (await DB.batch(queries)).map(({ results }) => results);
}
