import { expect, test } from "vitest";
import type { SyncRun } from "#contracts/connection-runs.ts";
import { auditRows } from "../../../testing/audit-rows.ts";
import { connection, createTenant, member, signIn } from "../../../testing/factories.ts";
import { openWorld } from "../../../testing/ledger-world.ts";

const base = "/api/airbyte/connections/meta";

async function signedIn(options: { embedded?: boolean } = {}) {
  const world = await openWorld(options);
  const schedule = { kind: "manual" } as const;
  const connections = [connection("meta", { schedule })];
  await createTenant(world.app, "acme", { members: [member("owner@acme.test")], connections });
  const session = await signIn(world.app, "owner@acme.test");
  const ask = async <Body = { run: SyncRun; started: boolean }>(method: string, path: string, body?: unknown) => {
    const response =
      body === undefined
        ? await world.app.fetch(base + path, { method, headers: session.bearer })
        : await world.app.send(method, base + path, body, session.bearer);
    return { status: response.status, body: (await response.json()) as Body };
  };
  return { world, ask };
}

interface Page {
  runs: SyncRun[];
  next_cursor: string | null;
}
interface Log {
  text: string;
  next_offset: number;
  ended: boolean;
  available: boolean;
  detail: string | null;
}

test("a sync by hand begins once, is seen as it goes, and tells its streams when it ended", async () => {
  const { world, ask } = await signedIn();
  const first = await ask("POST", "/sync/", {});
  expect(first).toMatchObject({ status: 200, body: { started: true, run: { trigger: "manual", status: "pending" } } });
  const second = await ask("POST", "/sync/", {});
  expect(second.body).toMatchObject({ started: false, run: { id: first.body.run.id } });
  await world.next();
  world.airbyte.end("succeeded", {
    rows: 7,
    detail: {
      streams: [
        { name: "ads", rows: 7, status: "complete" },
        { name: "odd", status: 3 },
      ],
    },
  });
  await world.drain();
  const { runs } = (await ask<Page>("GET", "/runs/")).body;
  expect(runs).toMatchObject([{ status: "succeeded", rows: 7, attempt: 1, range: null, streams: [] }]);
  expect(runs[0]?.steps.map(({ name }) => name)).toEqual(["asked", "started", "job posted", "succeeded"]);

  await ask("POST", "/sync/", {});
  await world.next();
  world.airbyte.end("succeeded", { rows: 7, detail: { streams: [{ name: "ads", rows: 7, status: "complete" }] } });
  await world.drain();
  const newest = (await ask<Page>("GET", "/runs/?limit=1")).body;
  expect(newest.runs[0]?.streams).toEqual([{ name: "ads", rows: 7, status: "complete" }]);
  const told = await auditRows(world.app, "acme");
  expect(told.filter(({ action }) => action === "connection.sync-requested")).toHaveLength(2);
});

test("runs come in pages, newest first, and by status", async () => {
  const { world, ask } = await signedIn();
  for (let sync = 0; sync < 5; sync += 1) {
    world.app.pass(1000);
    await ask("POST", "/sync/", {});
    await world.next();
    world.airbyte.end(sync % 2 === 0 ? "succeeded" : "cancelled");
    await world.drain();
  }
  const seen: SyncRun[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page: Page = (await ask<Page>("GET", `/runs/?limit=2${cursor && `&cursor=${cursor}`}`)).body;
    seen.push(...page.runs);
    cursor = page.next_cursor;
  }
  expect(seen.map(({ status }) => status)).toEqual(["succeeded", "cancelled", "succeeded", "cancelled", "succeeded"]);
  expect((await ask<Page>("GET", "/runs/?status=cancelled")).body.runs).toHaveLength(2);
  expect((await ask("GET", "/runs/?cursor=nonsense")).status).toBe(400);
});

test("a sync is cancelled while it waits and while it runs, at Airbyte too", async () => {
  const { world, ask } = await signedIn();
  expect((await ask("POST", "/cancel/", {})).status).toBe(409);
  await ask("POST", "/sync/", {});
  expect((await ask("POST", "/cancel/", {})).body.run.status).toBe("cancelled");
  await world.drain();
  expect(world.airbyte.jobs).toEqual([]);

  await ask("POST", "/sync/", {});
  await world.next();
  expect((await ask("POST", "/cancel/", {})).body.run.status).toBe("cancelled");
  expect(world.airbyte.jobs.map(({ status }) => status)).toEqual(["cancelled"]);
  await world.drain();
  expect(await world.rows("select status from runs")).toEqual([{ status: "cancelled" }, { status: "cancelled" }]);
  const told = await auditRows(world.app, "acme");
  expect(told.filter(({ action }) => action === "connection.sync-cancelled")).toHaveLength(2);
});

test("a sync that ended before it could be cancelled keeps its result", async () => {
  const { world, ask } = await signedIn();
  await ask("POST", "/sync/", {});
  await world.next();
  world.airbyte.end("succeeded", { rows: 3 });
  expect((await ask("POST", "/cancel/", {})).status).toBe(409);
  await world.drain();
  expect((await ask<Page>("GET", "/runs/")).body.runs).toMatchObject([{ status: "succeeded", rows: 3 }]);
});

test("a job that was posted while its sync was being cancelled is cancelled as well", async () => {
  const { world, ask } = await signedIn();
  await ask("POST", "/sync/", {});
  world.airbyte.faults.push(async () => {
    expect((await ask("POST", "/cancel/", {})).status).toBe(200);
    return new Response("busy", { status: 503 });
  });
  await world.drain();
  expect(world.airbyte.jobs.map(({ status }) => status)).toEqual(["cancelled"]);
});

test("the log is read in parts, and says why where there is none", async () => {
  const { world, ask } = await signedIn();
  const { id } = (await ask("POST", "/sync/", {})).body.run;
  const read = async (offset: number) => (await ask<Log>("GET", `/runs/${id}/log/?offset=${offset}`)).body;
  expect(await read(0)).toMatchObject({ available: false, ended: false, text: "" });
  await world.next();
  world.airbyte.logText = "0123456789\n";
  expect(await read(0)).toMatchObject({ available: true, text: "0123456789\n", next_offset: 11, ended: false });
  world.airbyte.logText += "the end\n";
  world.airbyte.end("succeeded");
  await world.drain();
  const asked = world.airbyte.count("/log");
  expect(await read(11)).toEqual({
    text: "the end\n",
    next_offset: 19,
    ended: true,
    available: true,
    detail: null,
    job: "1",
  });
  expect(await read(19)).toMatchObject({ text: "", next_offset: 19, ended: true });
  expect(world.airbyte.count("/log")).toBe(asked + 2);
  expect((await ask("GET", "/runs/0199aaaa-0000-7000-8000-000000000000/log/")).status).toBe(404);
});

test("a long log comes in parts that are not the end until the last one", async () => {
  const { world, ask } = await signedIn();
  const { id } = (await ask("POST", "/sync/", {})).body.run;
  await world.next();
  const line = `${"x".repeat(1023)}\n`;
  world.airbyte.logText = line.repeat(300);
  world.airbyte.end("succeeded");
  await world.drain();
  const parts: string[] = [];
  for (let at = 0, ended = false; !ended; ) {
    const { body } = await ask<Log>("GET", `/runs/${id}/log/?offset=${at}`);
    parts.push(body.text);
    [at, ended] = [body.next_offset, body.ended];
  }
  expect(parts.join("")).toBe(world.airbyte.logText);
  expect(parts).toHaveLength(2);
});

test("a real Airbyte gives no log away", async () => {
  const { world, ask } = await signedIn({ embedded: false });
  const { id } = (await ask("POST", "/sync/", {})).body.run;
  await world.next();
  const { body } = await ask<Log>("GET", `/runs/${id}/log/`);
  expect(body).toMatchObject({ available: false, text: "", detail: expect.stringContaining("page of the job") });
});
