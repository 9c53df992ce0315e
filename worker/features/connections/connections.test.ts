import { expect, test } from "vitest";
import type { z } from "zod";
import type { telemetry } from "#contracts/connection-telemetry.ts";
import { connection, createTenant, member, signIn } from "../../testing/factories.ts";
import { openWorld, type World } from "../../testing/ledger-world.ts";
import { bearer } from "../../testing/tokens.ts";

type Page = z.output<NonNullable<typeof telemetry.output>>;

async function ask(world: World, session: { bearer: HeadersInit }, path = "/api/airbyte/telemetry/"): Promise<Page> {
  const response = await world.app.fetch(path, { headers: session.bearer });
  expect(response.status, await response.clone().text()).toBe(200);
  return response.json();
}

/** A tenant that somebody can sign in to. */
async function peopled(id: string, connections: readonly string[], world?: World) {
  const opened = world ?? (await openWorld());
  const email = `owner@${id}.test`;
  await createTenant(opened.app, id, {
    members: [member(email)],
    connections: connections.map((each) => connection(each)),
  });
  return { world: opened, session: await signIn(opened.app, email) };
}

const syncNow = async (world: World, tenant: string, body: unknown = {}) =>
  world.app.send("POST", `/internal/tenants/${tenant}/sync/`, body, await bearer(world.app, "operator"));

test("telemetry tells each connection's latest sync from never to stale", async () => {
  const { world, session } = await peopled("acme", ["meta"]);
  expect(await ask(world, session)).toMatchObject({
    count: 1,
    sync_status: "missing",
    results: [{ connection_id: "meta", status: "never", freshness: "missing", run_id: null, rows: null }],
  });

  await world.tick("hour");
  expect(await ask(world, session)).toMatchObject({ sync_status: "running", results: [{ status: "pending" }] });
  await world.next();
  expect(await ask(world, session)).toMatchObject({ sync_status: "running", results: [{ status: "running" }] });
  world.airbyte.end("succeeded", { rows: 8 });
  await world.drain();
  const { sync_status, results } = await ask(world, session);
  expect(sync_status).toBe("ok");
  expect(results[0]).toMatchObject({ status: "succeeded", rows: 8, bytes: 800, freshness: "ok", warning: null });
  expect(results[0]?.duration_seconds).toBeGreaterThan(0.9);
  expect(Date.parse(results[0]!.next_run_at!) % 3_600_000).toBeLessThan(300_000);

  world.app.pass(61 * 60_000);
  const later = await signIn(world.app, "owner@acme.test");
  expect(await ask(world, later)).toMatchObject({ sync_status: "stale", results: [{ freshness: "stale" }] });
});

test("a failed sync is told with its class and reason", async () => {
  const { world, session } = await peopled("acme", ["meta", "tiktok"]);
  await syncNow(world, "acme", { connection_ids: ["tiktok"] });
  await world.next();
  world.airbyte.end("failed", { detail: { error_class: "config", error_message: "The token has expired" } });
  await world.drain();
  const { sync_status, results } = await ask(world, session);
  expect(sync_status).toBe("failed");
  expect(results[1]).toMatchObject({
    connection_id: "tiktok",
    status: "failed",
    error_class: "config",
    error_message: "The token has expired",
  });
});

test("pages lead through all connections, forwards and back", async () => {
  const { world, session } = await peopled("acme", ["a", "b", "c", "d", "e"]);
  const idsOf = (page: Page) => page.results.map((row) => row.connection_id).join("");
  const first = await ask(world, session, "/api/airbyte/telemetry/?limit=2");
  const second = await ask(world, session, first.next!);
  const third = await ask(world, session, second.next!);
  expect([first, second, third].map(idsOf)).toEqual(["ab", "cd", "e"]);
  expect([first.previous, third.next]).toEqual([null, null]);
  expect(third.count).toBe(5);
  const back = await ask(world, session, third.previous!);
  expect(idsOf(back)).toBe("cd");
  expect(idsOf(await ask(world, session, back.previous!))).toBe("ab");
  const bad = await world.app.fetch("/api/airbyte/telemetry/?cursor=nonsense", { headers: session.bearer });
  expect(bad.status).toBe(400);
  expect(await bad.json()).toMatchObject({ errors: [{ field: "cursor" }] });
});

test("an operator's sync starts what is idle, leaves what is under way, and names the runs", async () => {
  const world = await openWorld();
  await world.tenant("acme", ["meta", "tiktok"], {}, { schedule: { kind: "manual" } });
  const { run_ids: first } = (await (await syncNow(world, "acme", { connection_ids: ["meta"] })).json()) as {
    run_ids: string[];
  };
  expect(first).toHaveLength(1);
  const { run_ids: both } = (await (await syncNow(world, "acme")).json()) as { run_ids: string[] };
  expect(both).toHaveLength(2);
  expect(both).toContain(first[0]);
  expect(await world.count("runs")).toBe(2);
  expect(world.queue.waiting).toHaveLength(2);
});

test("an operator's sync refuses what the tenant does not have", async () => {
  const world = await openWorld();
  await world.tenant("acme", ["meta"]);
  await world.tenant("bolt", ["tiktok"]);
  const wrong = await syncNow(world, "acme", { connection_ids: ["meta", "tiktok"] });
  expect(wrong.status).toBe(400);
  expect(await wrong.json()).toMatchObject({ errors: [{ field: "connection_ids.1" }] });
  expect((await syncNow(world, "nobody")).status).toBe(404);
  expect(await world.count("runs")).toBe(0);
});

test("a tenant sees its own connections only", async () => {
  const acme = await peopled("acme", ["meta"]);
  const bolt = await peopled("bolt", ["meta", "tiktok"], acme.world);
  await acme.world.tick("hour");
  expect((await ask(acme.world, acme.session)).results.map((row) => row.connection_id)).toEqual(["meta"]);
  const ids = new Set((await ask(acme.world, acme.session)).results.map((row) => row.run_id));
  for (const row of (await ask(acme.world, bolt.session)).results) expect(ids.has(row.run_id)).toBe(false);
});
