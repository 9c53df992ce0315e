import { expect, test } from "vitest";
import { openWorld, type World } from "../../testing/ledger-world.ts";
import { bearer } from "../../testing/tokens.ts";

const statusOf = async (world: World, tenant: string) =>
  world.app.fetch(`/internal/tenants/${tenant}/status/`, { headers: await bearer(world.app, "operator") });

test("an operator sees the pointer and the newest runs", async () => {
  const world = await openWorld();
  await world.tenant("acme");
  expect(await (await statusOf(world, "acme")).json()).toEqual({
    tenant_id: "acme",
    snapshot_id: null,
    snapshot_generated_at: null,
    dbt: null,
    active_runs: 0,
    runs: [],
  });
  await world.tick("hour");
  await world.next();
  world.airbyte.end("succeeded", { rows: 4 });
  await world.drain();
  const lease = (await world.context.system.leases.take("r1"))!;
  const ref = { runId: lease.runId, token: lease.token };
  await world.context.system.leases.extend(ref, JSON.stringify({ step: "build" }));
  const during = (await (await statusOf(world, "acme")).json()) as { runs: object[] };
  expect(during).toMatchObject({ active_runs: 1, snapshot_id: null });
  expect(during.runs).toMatchObject([
    { kind: "transform", status: "running", progress: '{"step":"build"}', snapshot_id: lease.snapshotId },
    { kind: "sync", status: "succeeded", connection_id: "meta", rows: 4, error: null },
  ]);

  const generatedAt = world.app.clock();
  await world.context.openTenant("acme").transforms.publish(ref, lease.snapshotId, generatedAt);
  expect(await (await statusOf(world, "acme")).json()).toMatchObject({
    active_runs: 0,
    snapshot_id: lease.snapshotId,
    dbt: null,
    snapshot_generated_at: new Date(generatedAt).toISOString(),
  });
});

test("a tenant that does not exist: 404", async () => {
  expect((await statusOf(await openWorld(), "nobody")).status).toBe(404);
});
