import { beforeAll, expect, test } from "vitest";
import type { AuditEntry } from "#contracts/audit.ts";
import type { Problem } from "#contracts/problem.ts";
import { openDb } from "../../db/open.ts";
import { auditLog } from "../../db/schema.ts";
import { createTenant, member, signIn, type TestSession } from "../../testing/factories.ts";
import { startApp } from "../../testing/harness.ts";
import { auditRow, writeRows } from "./audit.fixture.ts";

interface Page {
  readonly entries: AuditEntry[];
  readonly next_cursor: string | null;
}

const app = startApp();
let mine: TestSession;
let theirs: TestSession;
let staff: TestSession;

beforeAll(async () => {
  await createTenant(app, "watched", { members: [member("a@watched.test"), member("vic@watched.test", "viewer")] });
  await createTenant(app, "unwatched", { members: [member("a@unwatched.test")] });
  await createTenant(app, "ours", { members: [member("staff@ours.test")] });
  await app.env.DB.prepare("update users set platform_role = 'support' where email = 'staff@ours.test'").run();
  mine = await signIn(app, "a@watched.test");
  theirs = await signIn(app, "a@unwatched.test");
  staff = await signIn(app, "staff@ours.test");
});

const get = (path: string, session = mine) => app.fetch(path, { headers: session.bearer });

async function page(query: Record<string, string>, session = mine, path = "/api/audit-log/"): Promise<Page> {
  const response = await get(`${path}?${new URLSearchParams(query)}`, session);
  expect(response.status, await response.clone().text()).toBe(200);
  return response.json();
}

const ids = async (query: Record<string, string>) =>
  (await page({ limit: "200", ...query })).entries.map(({ id }) => id);

test("an entry tells who did what to what, from where, with which request", async () => {
  const body = { name: "Told", capabilities: ["metrics.read"], expires_in_days: 1 };
  const response = await app.send("POST", "/api/keys/", body, {
    ...mine.bearer,
    "cf-connecting-ip": "192.0.2.7",
    "user-agent": "a test",
  });
  const { key } = await response.json<{ key: { id: string; prefix: string; expires_at: string } }>();
  const { entries } = await page({ target_id: key.id });
  expect(entries).toEqual([
    {
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/),
      at: expect.stringMatching(/Z$/),
      action: "key.created",
      actor: { kind: "user", id: mine.user.id, label: "a@watched.test" },
      target: { kind: "key", id: key.id, label: `Told (${key.prefix}…)` },
      tenant_id: "watched",
      agency_id: null,
      detail: { capabilities: ["metrics.read"], expires_at: key.expires_at },
      ip: "192.0.2.7",
      user_agent: "a test",
      request_id: response.headers.get("x-request-id"),
    },
  ]);
});

test("each filter finds what it names and nothing else", async () => {
  const day = Date.parse("2020-03-01T00:00:00Z");
  const rows = await writeRows(app, [
    auditRow("watched", { action: "sign-out", at: day, actorId: "ann", actorLabel: "Ann <ANN@x.test>" }),
    auditRow("watched", { action: "sign-out.everywhere", at: day + 1, actorId: "ann", targetId: "t-1" }),
    auditRow("watched", { action: "invite.created", at: day + 2, targetId: "t-1", targetLabel: "100%_sure" }),
    auditRow("watched", { action: "invite.revoked", at: day + 3, ip: "198.51.100.9", targetLabel: "1000 sure" }),
  ]);
  const [out, everywhere, created, revoked] = rows.map(({ id }) => id);
  const since = { from: "2020-03-01T00:00:00.000Z", to: "2020-03-02T00:00:00Z" };
  expect(await ids(since)).toEqual([revoked, created, everywhere, out]);
  expect(await ids({ from: "2020-03-01T00:00:00.001Z", to: "2020-03-01T00:00:00.003Z" })).toEqual([
    created,
    everywhere,
  ]);
  expect(await ids({ ...since, action: "invite" })).toEqual([revoked, created]);
  expect(await ids({ ...since, action: "invite.created" })).toEqual([created]);
  expect(await ids({ ...since, action: "sign-out" })).toEqual([everywhere, out]);
  expect(await ids({ ...since, action: "sign" })).toEqual([]);
  expect(await ids({ actor_id: "ann" })).toEqual([everywhere, out]);
  expect(await ids({ target_id: "t-1" })).toEqual([created, everywhere]);
  expect(await ids({ ...since, q: "ann@X" })).toEqual([out]);
  expect(await ids({ ...since, q: "0%_s" })).toEqual([created]);
  expect(await ids({ ...since, q: "198.51" })).toEqual([revoked]);
  expect(await ids({ ...since, action: "invite", target_id: "t-1", q: "sure" })).toEqual([created]);
  expect(await ids({ ...since, q: "x".repeat(100) })).toEqual([]);
});

test.each([
  ["cursor", "nonsense"],
  ["cursor", "018f0000-0000-4000-8000-000000000000"],
  ["from", "yesterday"],
  ["to", "2026-02-30T00:00:00Z"],
  ["action", "KEY"],
  ["limit", "201"],
  ["q", " "],
])("%s=%s is a problem that names the field", async (field, value) => {
  for (const path of ["/api/audit-log/", "/api/platform/audit-log/"]) {
    const response = await get(`${path}?${new URLSearchParams({ [field]: value })}`, staff);
    expect(response.status).toBe(400);
    expect((await response.json<Problem>()).errors![0]!.field).toBe(field);
  }
});

test("rows of others and of nobody are the platform's alone", async () => {
  const [own, foreign, nobodys] = await writeRows(app, [
    auditRow("watched", { actorId: "shared" }),
    auditRow("unwatched", { actorId: "shared" }),
    auditRow(null, { actorId: "shared", agencyId: "some" }),
  ]);
  expect(await ids({ actor_id: "shared" })).toEqual([own!.id]);
  expect((await page({ actor_id: "shared" }, theirs)).entries.map(({ id }) => id)).toEqual([foreign!.id]);
  const all = "/api/platform/audit-log/";
  const everybody = await page({ actor_id: "shared" }, staff, all);
  expect(everybody.entries.map(({ id }) => id)).toEqual([nobodys!.id, foreign!.id, own!.id]);
  const one = await page({ actor_id: "shared", tenant_id: "unwatched" }, staff, all);
  expect(one.entries.map(({ id }) => id)).toEqual([foreign!.id]);
  // Filters are bracketed: an `or` within one lets no other tenant's row through.
  const either = await page({ actor_id: "shared", tenant_id: "unwatched", q: "actor", action: "key" }, staff, all);
  expect(either.entries.map(({ tenant_id }) => tenant_id)).toEqual(["unwatched"]);
  for (const path of [all, "/api/audit-log/"]) {
    const viewer = await signIn(app, "vic@watched.test");
    expect((await get(path, viewer)).status).toBe(403);
  }
  expect((await get(all)).status).toBe(403);
});

test("the database refuses to change or delete what was written", async () => {
  const [row] = await writeRows(app, [auditRow("watched", { actorLabel: "as it was" })]);
  const db = openDb(app.env);
  const tries = [
    () => app.env.DB.prepare("update audit_log set actor_label = 'x' where id = ?").bind(row!.id).run(),
    () => app.env.DB.prepare("delete from audit_log where id = ?").bind(row!.id).run(),
    () => app.env.DB.prepare("delete from audit_log").run(),
    () => app.env.DB.prepare("insert or replace into audit_log select * from audit_log").run(),
    () => db.update(auditLog).set({ actorLabel: "x" }).run(),
    () => db.delete(auditLog).run(),
    () =>
      db
        .insert(auditLog)
        .values({ ...auditRow("watched"), id: row!.id })
        .run(),
    () =>
      db
        .insert(auditLog)
        .values(row!)
        .onConflictDoUpdate({ target: auditLog.id, set: { actorLabel: "x" } })
        .run(),
  ];
  for (const attempt of tries) {
    const refused: unknown = await attempt().then(
      () => "not refused",
      (error: Error) => `${error.message} ${String(error.cause)}`,
    );
    expect(refused).toContain("append only");
  }
  expect((await page({ target_id: row!.targetId! })).entries[0]!.actor.label).toBe("as it was");
});
