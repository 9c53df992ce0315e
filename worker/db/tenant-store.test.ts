import { and, eq, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { connection, createTenant } from "../testing/factories.ts";
import { startApp } from "../testing/harness.ts";
import { openDb, type TenantScope } from "./open.ts";
import { connections } from "./schema.ts";
import { ownedBy } from "./scoped.ts";

const app = startApp();
const db = openDb(app.env);
const scope: TenantScope = { db, tenantId: "mine", clock: app.clock };
const either = sql`${connections.platform} = 'meta' or ${connections.platform} = 'tiktok'`;

beforeAll(async () => {
  await createTenant(app, "mine", { connections: [connection("a"), connection("b", { platform: "tiktok" })] });
  await createTenant(app, "theirs", { connections: [connection("a"), connection("c", { platform: "tiktok" })] });
});

test("a store sees its own rows only, though ids repeat", async () => {
  const mine = app.services.openTenant("mine");
  const theirs = app.services.openTenant("theirs");
  expect((await mine.connections.list()).map((row) => [row.tenantId, row.id])).toEqual([
    ["mine", "a"],
    ["mine", "b"],
  ]);
  expect((await mine.connections.find("a"))!.tenantId).toBe("mine");
  expect(await mine.connections.find("c")).toBeUndefined();
  expect((await theirs.connections.find("c"))!.id).toBe("c");
  expect((await mine.profile.read())!.id).toBe("mine");
  expect(await app.services.openTenant("none").connections.list()).toEqual([]);
});

test("a raw `or` does not reach across: the condition is bracketed", async () => {
  // The trap itself, so that we know when drizzle changes: `and()` puts no brackets around raw SQL.
  const trapped = await db
    .select()
    .from(connections)
    .where(and(eq(connections.tenantId, "mine"), either))
    .all();
  expect(trapped.some((row) => row.tenantId === "theirs")).toBe(true);

  const rows = await db
    .select()
    .from(connections)
    .where(ownedBy(scope, connections, either))
    .all();
  expect(rows.map((row) => row.tenantId)).toEqual(["mine", "mine"]);
});

test("a second `where` replaces the first, so no read gives a builder away", async () => {
  const builder = db.select().from(connections).$dynamic().where(ownedBy(scope, connections));
  const rows = await builder.where(eq(connections.id, "c")).all();
  expect(rows.map((row) => row.tenantId)).toEqual(["theirs"]);

  const store = app.services.openTenant("mine");
  for (const read of [store.connections.list(), store.connections.find("a"), store.profile.read()]) {
    expect(read).toBeInstanceOf(Promise);
    expect(read).not.toHaveProperty("where");
    await read;
  }
});

test("the database itself refuses a row that points across tenants", async () => {
  const insert = app.env.DB.prepare(
    "insert into runs (tenant_id, id, kind, status, connection_id, attempt, due_at, created_at) values (?, ?, 'sync', 'queued', 'c', 0, 0, 0)",
  );
  await expect(insert.bind("mine", "r1").run()).rejects.toThrow(/FOREIGN KEY/);
  expect((await insert.bind("theirs", "r1").run()).success).toBe(true);
});
