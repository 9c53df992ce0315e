import * as contract from "#contracts/snapshots.ts";
import { toInstant } from "../../clock.ts";
import { type ListedSnapshot, person, type SnapshotPin } from "../../db/snapshots.ts";
import { problem } from "../../http/problem.ts";
import { type TenantContext, tenantRoute } from "../../http/route.ts";
import { SnapshotReader } from "./reader.ts";
import { keptFor } from "./retention.ts";

const noSuch = () => problem("not-found", "You have no such snapshot. It may have been kept for its time and gone.");

const listSnapshots = tenantRoute(contract.listSnapshots, async (c) => {
  const { limit, cursor } = c.query;
  const found = await c.tenant.snapshots.newest(limit + 1, cursor ?? null);
  const page = found.slice(0, limit);
  return { snapshots: await views(c, page), next_cursor: found.length > limit ? page.at(-1)!.id : null };
});

const readSnapshot = tenantRoute(contract.readSnapshot, async (c) => {
  const id = c.params.snapshot_id;
  const [view, snapshot] = await Promise.all([
    viewOf(c, id),
    new SnapshotReader(c.services.snapshots, c.tenantId).open(id),
  ]);
  if (!snapshot) throw noSuch();
  const { currency, time_zone, coverage, sources, dbt, rates, shards } = snapshot.manifest;
  const rows: Record<string, number> = {};
  for (const shard of shards) rows[shard.kind] = (rows[shard.kind] ?? 0) + shard.rows;
  return {
    ...view,
    currency,
    time_zone,
    coverage: coverage && { startDate: coverage.start_date, endDate: coverage.end_date },
    sources,
    dbt,
    rates,
    rows,
  };
});

const pinSnapshot = tenantRoute(contract.pinSnapshot, async (c) => {
  const id = c.params.snapshot_id;
  const note = c.body.note ?? null;
  await c.tenant.snapshots.pin(
    id,
    person,
    note,
    c.trace("snapshot.pinned", { target: targetOf(id), detail: { note } }),
  );
  return viewOf(c, id);
});

const unpinSnapshot = tenantRoute(contract.unpinSnapshot, async (c) => {
  const id = c.params.snapshot_id;
  await c.tenant.snapshots.unpin(id, person, c.trace("snapshot.unpinned", { target: targetOf(id) }));
  return viewOf(c, id);
});

export const routes = [listSnapshots, readSnapshot, pinSnapshot, unpinSnapshot];

const targetOf = (id: string) => ({ kind: "snapshot", id, label: null });

async function viewOf(c: TenantContext, id: string): Promise<contract.SnapshotView> {
  const found = await c.tenant.snapshots.find(id);
  if (!found) throw noSuch();
  return (await views(c, [found]))[0]!;
}

async function views(c: TenantContext, listed: readonly ListedSnapshot[]): Promise<contract.SnapshotView[]> {
  const [profile, ages, pins] = await Promise.all([
    c.tenant.profile.read(),
    c.tenant.snapshots.ages(),
    c.tenant.snapshots.pins(listed.map(({ id }) => id)),
  ]);
  if (!profile) throw problem("not-found", "This tenant does not exist any more.");
  const kept = keptFor(ages, c.clock(), profile.timeZone);
  return listed.map(({ id, generatedAt, bytes }) => {
    const own = pins.filter(({ snapshotId }) => snapshotId === id);
    const otherwise = own.length > 0 ? "pinned" : (kept.get(id) ?? "expiring");
    return {
      id,
      generated_at: toInstant(generatedAt),
      kept: id === profile.currentSnapshotId ? "current" : otherwise,
      bytes,
      pins: own.map(pinView),
    };
  });
}

const pinView = ({ holder, note, pinnedAt }: SnapshotPin) => ({ holder, note, pinned_at: toInstant(pinnedAt) });
