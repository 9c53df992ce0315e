import * as contract from "#contracts/runner.ts";
import { toInstant } from "../../clock.ts";
import { problem } from "../../http/problem.ts";
import { reply } from "../../http/reply.ts";
import { type InternalContext, internalRoute } from "../../http/route.ts";
import { freshOf } from "./fresh.ts";
import { giveUp } from "./give-up.ts";
import { publish } from "./publish.ts";
import { storeShard } from "./store-shard.ts";

const leaseLost = () => problem("lease-lost", "This run is no longer yours. Drop the work and lease again.");

/** Undefined answers of the ledger mean one thing here. */
function kept<T>(answer: T | undefined): T {
  if (answer === undefined) throw leaseLost();
  return answer;
}

/** The run behind a token, and a log that names it. */
async function heldRun(c: InternalContext, runId: string, token: string) {
  const lease = { runId, token };
  const held = kept(await c.system.leases.held(lease));
  return {
    lease,
    held,
    transforms: c.openTenant(held.tenantId).transforms,
    log: c.log.with({ tenant_id: held.tenantId, run_id: runId, snapshot_id: held.snapshotId }),
  };
}

const lease = internalRoute(contract.lease, async (c) => {
  const { runner_id } = c.body;
  await c.system.heartbeats.beat(`runner:${runner_id}`);
  const taken = await c.system.leases.take(runner_id);
  if (!taken) return reply({ status: 204 });
  const { tenant, snapshotId, attempt } = taken;
  c.log.info("transform-leased", {
    tenant_id: tenant.id,
    run_id: taken.runId,
    snapshot_id: snapshotId,
    runner_id,
    attempt,
  });
  return {
    run_id: taken.runId,
    lease_token: taken.token,
    expires_at: toInstant(taken.expiresAt),
    attempt,
    snapshot_id: snapshotId,
    tenant: {
      id: tenant.id,
      label: tenant.label,
      time_zone: tenant.timeZone,
      currency: tenant.currency,
      region_set: tenant.regionSet,
      fresh: freshOf(await c.openTenant(tenant.id).connections.list(), tenant),
    },
  };
});

const heartbeat = internalRoute(contract.heartbeat, async (c) => {
  const { lease_token, progress } = c.body;
  const held = { runId: c.params.run_id, token: lease_token };
  const { dueAt, runnerId } = kept(await c.system.leases.extend(held, JSON.stringify(progress)));
  if (runnerId !== null) await c.system.heartbeats.beat(`runner:${runnerId}`);
  return { expires_at: toInstant(dueAt) };
});

const putShard = internalRoute(contract.putShard, async (c) => {
  const { transforms, held, log } = await heldRun(c, c.params.run_id, c.query.lease_token);
  const shard = { name: c.params.name, sha256: c.query.sha256, content: c.bytes };
  kept(await storeShard({ kv: c.services.snapshots, transforms, ...held }, shard));
  log.info("shard-stored", { shard: shard.name, bytes: shard.content.byteLength });
  return reply({ status: 204 });
});

const commit = internalRoute(contract.commit, async (c) => {
  const { lease_token, manifest } = c.body;
  const { transforms } = c.openTenant(manifest.tenant_id);
  const ref = { runId: c.params.run_id, token: lease_token };
  const published = kept(
    await publish({ kv: c.services.snapshots, system: c.system, transforms, log: c.log }, ref, manifest),
  );
  return { snapshot_id: published.snapshotId, generated_at: toInstant(published.generatedAt) };
});

const fail = internalRoute(contract.fail, async (c) => {
  const { lease_token, error_class, reason } = c.body;
  const { lease: ref, held, transforms, log } = await heldRun(c, c.params.run_id, lease_token);
  kept(await giveUp({ transforms, log }, ref, held.attempt, error_class, reason));
  return reply({ status: 204 });
});

export const routes = [lease, heartbeat, putShard, commit, fail];
