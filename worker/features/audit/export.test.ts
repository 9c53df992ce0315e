import { beforeAll, expect, test } from "vitest";
import type { Problem } from "#contracts/problem.ts";
import { createTenant, member, signIn, type TestSession } from "../../testing/factories.ts";
import { startApp } from "../../testing/harness.ts";
import { auditRow, writeRows } from "./audit.fixture.ts";
import { mostExported } from "./export.ts";

const app = startApp();
let session: TestSession;

beforeAll(async () => {
  await createTenant(app, "exported", { members: [member("a@exported.test")] });
  await createTenant(app, "unexported", {});
  session = await signIn(app, "a@exported.test");
});

const take = (query: Record<string, string>) =>
  app.fetch(`/api/audit-log/export.csv?${new URLSearchParams(query)}`, { headers: session.bearer });

test("the file is named, typed, and safe to open", async () => {
  const day = Date.parse("2020-03-01T00:00:00Z");
  const [plain, evil] = await writeRows(app, [
    auditRow("exported", { at: day, actorId: "exporting", detail: '{"role":"admin"}', ip: "192.0.2.1" }),
    auditRow("exported", {
      at: day,
      actorId: "exporting",
      actorLabel: '=HYPERLINK("https://evil.test","x")',
      targetLabel: "@SUM(A1)",
      userAgent: "+1, -1\r\n=2",
    }),
    auditRow("unexported", { at: day, actorId: "exporting" }),
  ]);
  const response = await take({ actor_id: "exporting" });
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(response.headers.get("content-disposition")).toMatch(
    /^attachment; filename="audit-log-exported-\d{4}-\d\d-\d\d\.csv"$/,
  );
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  expect(response.headers.get("cache-control")).toBe("no-store");
  const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await response.arrayBuffer());
  const at = "2020-03-01T00:00:00.000Z,key.created,user,exporting";
  expect(text.split(/(?<!-1)\r\n/)).toEqual([
    "\uFEFFtime,action,actor_kind,actor_id,actor,target_kind,target_id,target,agency_id,detail,ip,user_agent,request_id,id",
    `${at},"'=HYPERLINK(""https://evil.test"",""x"")",key,${evil!.targetId},'@SUM(A1),,,,"'+1, -1\r\n=2",,${evil!.id}`,
    `${at},an actor,key,${plain!.targetId},,,"{""role"":""admin""}",192.0.2.1,,,${plain!.id}`,
    "",
  ]);
});

test("a long log comes whole, page by page, newest first", async () => {
  const rows = Array.from({ length: 2300 }, () => auditRow("exported", { actorId: "long" }));
  for (let at = 0; at < rows.length; at += 500) await writeRows(app, rows.slice(at, at + 500));
  const lines = (await (await take({ actor_id: "long" })).text()).trimEnd().split("\r\n").slice(1);
  expect(lines.map((line) => line.split(",").at(-1))).toEqual(rows.map(({ id }) => id).toReversed());
});

test("an export is told in the log, with its filters and how many rows it held, and holds not itself", async () => {
  await writeRows(app, [auditRow("exported", { actorId: "told" })]);
  const response = await take({ actor_id: "told", action: "key" });
  await response.text();
  const listed = await app.fetch("/api/audit-log/?action=audit-log.exported&limit=1", { headers: session.bearer });
  const { entries } = await listed.json<{ entries: unknown[] }>();
  expect(entries[0]).toMatchObject({
    actor: { id: session.user.id },
    detail: { filters: { actor_id: "told", action: "key" }, rows: 1 },
    request_id: response.headers.get("x-request-id"),
  });
  const exports = await (await take({ action: "audit-log" })).text();
  expect(exports.split("audit-log.exported").length - 1).toBe(
    (await app.env.DB.prepare(
      "select count(*) as n from audit_log where action = 'audit-log.exported' and tenant_id = 'exported'",
    ).first<{ n: number }>())!.n - 1,
  );
});

test("more than one file may hold is refused before it begins, and so is not told as an export", async () => {
  await createTenant(app, "vast", { members: [member("a@vast.test")] });
  const vast = await signIn(app, "a@vast.test");
  await app.env.DB.prepare(
    `with recursive n(i) as (select 0 union all select i + 1 from n where i < ${mostExported})
     insert into audit_log (id, tenant_id, at, action, actor_kind, actor_label)
     select printf('00000000-0000-7000-8000-%012d', i), 'vast', 1, 'sign-out', 'user', 'x' from n`,
  ).run();
  const all = await app.fetch("/api/audit-log/export.csv", { headers: vast.bearer });
  expect(all.status).toBe(400);
  expect((await all.json<Problem>()).errors![0]).toEqual({ field: "from", message: expect.stringContaining("100000") });
  const part = await app.fetch("/api/audit-log/export.csv?from=1970-01-02T00:00:00Z", { headers: vast.bearer });
  expect(part.status).toBe(200);
  const told = await app.env.DB.prepare(
    "select count(*) as n from audit_log where tenant_id = 'vast' and action = 'audit-log.exported'",
  ).first<{ n: number }>();
  expect(told!.n).toBe(1);
});
