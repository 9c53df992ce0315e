import { expect, test } from "vitest";
import { auditRows } from "../../../testing/audit-rows.ts";
import { connection, createTenant, member, signIn } from "../../../testing/factories.ts";
import { openWorld } from "../../../testing/ledger-world.ts";

const path = "/api/airbyte/connections/meta/schedule/";
const preview = "/api/airbyte/schedule-preview/";

interface Told {
  schedule: unknown;
  time_zone: string;
  times: string[];
}

async function signedIn() {
  const world = await openWorld();
  const working_hours = { from: 6, to: 22 };
  await createTenant(world.app, "acme", {
    working_hours,
    members: [member("owner@acme.test")],
    connections: [connection("meta")],
  });
  const session = await signIn(world.app, "owner@acme.test");
  const ask = async (method: string, to: string, body?: unknown) => {
    const response =
      body === undefined
        ? await world.app.fetch(to, { method, headers: session.bearer })
        : await world.app.send(method, to, body, session.bearer);
    return { status: response.status, body: await response.json<Told & { errors?: object[] }>() };
  };
  return { world, ask };
}

test("a schedule is read with its next five starts, changed, and followed from then on", async () => {
  const { world, ask } = await signedIn();
  const before = await ask("GET", path);
  expect(before.body).toMatchObject({
    schedule: { kind: "interval", every_minutes: 60, working_hours: true },
    time_zone: "America/Jamaica",
  });
  expect(before.body.times).toHaveLength(5);
  expect(before.body.times).toEqual([...before.body.times].sort());

  const cron = { kind: "cron", expression: "15 2 * * 1-5", time_zone: "Asia/Kathmandu", working_hours: false };
  const changed = await ask("PUT", path, cron);
  expect(changed).toMatchObject({ status: 200, body: { schedule: cron, time_zone: "Asia/Kathmandu" } });
  // 02:15 in Kathmandu is 20:30 UTC.
  for (const time of changed.body.times) expect(time).toMatch(/T20:30:\d\d/);
  expect((await ask("GET", path)).body).toEqual(changed.body);
  const [row] = await world.rows<{ next_due_at: number }>("select next_due_at from connections");
  expect(row?.next_due_at).toBe(Date.parse(changed.body.times[0]!));

  expect((await ask("PUT", path, cron)).status).toBe(200);
  expect((await ask("PUT", path, { kind: "manual" })).body.times).toEqual([]);
  const told = (await auditRows(world.app, "acme")).filter(({ action }) => action === "connection.changed");
  expect(told.map(({ detail }) => JSON.parse(detail!).schedule.to.kind)).toEqual(["cron", "manual"]);
});

test("a paused connection keeps its schedule and has no next start", async () => {
  const { world, ask } = await signedIn();
  await world.rows("update connections set status = 'paused'");
  const daily = { kind: "interval", every_minutes: 1440 };
  expect((await ask("PUT", path, daily)).body).toMatchObject({ schedule: daily, times: [] });
});

test("a preview keeps nothing, and jitter is the connection's own", async () => {
  const { world, ask } = await signedIn();
  const schedule = { kind: "interval", every_minutes: 30, working_hours: false };
  const bare = await ask("POST", preview, { schedule });
  for (const time of bare.body.times) expect(Date.parse(time) % (30 * 60_000)).toBe(0);
  const own = await ask("POST", preview, { schedule, connection_id: "meta" });
  expect(own.body.times).toHaveLength(5);
  expect(await world.rows("select every_minutes from connections")).toEqual([{ every_minutes: 60 }]);
  expect((await ask("POST", preview, { schedule, connection_id: "nobody" })).status).toBe(404);
});

test.each([
  ["61 * * * *", "no cron expression"],
  ["a b c d e", "no cron expression"],
  ["0 0 0 * * *", "five fields"],
  ["@annually", "five fields"],
  ["0 0 31 2 *", "never comes"],
  ["*/5 * * * *", "more often than every 15 minutes"],
])("the expression %s is refused by name, with what to do", async (expression, says) => {
  const { ask } = await signedIn();
  const wrong = { kind: "cron", expression };
  const refused = { status: 400, body: { errors: [{ field: "expression", message: expect.stringContaining(says) }] } };
  expect(await ask("PUT", path, wrong)).toMatchObject(refused);
  const nested = await ask("POST", preview, { schedule: wrong });
  expect(nested).toMatchObject({ status: 400, body: { errors: [{ field: "schedule.expression" }] } });
});

test("a schedule that fits no kind is refused", async () => {
  const { ask } = await signedIn();
  for (const wrong of [
    { kind: "interval", every_minutes: 5 },
    { kind: "cron", expression: "0 6 * * *", time_zone: "Mars/Base" },
    { kind: "hourly" },
  ])
    expect((await ask("PUT", path, wrong)).status).toBe(400);
});
