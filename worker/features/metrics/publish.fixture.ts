import { expect } from "vitest";
import type { startApp } from "../../testing/harness.ts";
import { storeWorld, type World } from "../snapshots/world.fixture.ts";

/** Publishes a world the way the runner does: lease, store, commit. Gives the snapshot's id; the clock passes ten minutes. */
export async function publishWorld(app: ReturnType<typeof startApp>, tenantId: string, world: World): Promise<string> {
  const tenant = app.services.openTenant(tenantId);
  await tenant.transforms.request();
  app.pass(10 * 60_000);
  const lease = await app.services.system.leases.take("test");
  if (lease?.tenantId !== tenantId) throw new Error(`leased ${lease?.tenantId}`);
  const stored = await storeWorld(world, tenantId, lease.snapshotId);
  for (const [key, bytes] of stored.values) await app.env.SNAPSHOTS.put(key, bytes);
  const moved = await tenant.transforms.publish(lease, lease.snapshotId, app.clock());
  expect(moved).toBe(true);
  app.pass(1000);
  return lease.snapshotId;
}
