import { type RunView, tenantStatus } from "#contracts/operator.ts";
import { toInstant } from "../../clock.ts";
import type { Run } from "../../db/run-history.ts";
import { problem } from "../../http/problem.ts";
import { internalRoute } from "../../http/route.ts";
import { SnapshotReader } from "../snapshots/reader.ts";

const shownRuns = 20;

const status = internalRoute(tenantStatus, async (c) => {
  const { profile, runs } = c.openTenant(c.params.tenant_id);
  const tenant = await profile.read();
  if (!tenant) throw problem("not-found", "There is no such tenant.");
  const { currentSnapshotId } = tenant;
  const reader = new SnapshotReader(c.services.snapshots, tenant.id);
  const [newest, unfinished, snapshot, opened] = await Promise.all([
    runs.newest(shownRuns),
    runs.unfinishedCount(),
    currentSnapshotId === null ? undefined : runs.snapshot(currentSnapshotId),
    currentSnapshotId === null ? null : reader.open(currentSnapshotId),
  ]);
  return {
    tenant_id: tenant.id,
    snapshot_id: currentSnapshotId,
    snapshot_generated_at: toInstant(snapshot?.generatedAt ?? null),
    dbt: opened?.manifest.dbt ?? null,
    active_runs: unfinished,
    runs: newest.map(viewOf),
  };
});

export const routes = [status];

function viewOf(run: Run): RunView {
  return {
    id: run.id,
    kind: run.kind,
    connection_id: run.connectionId,
    status: run.status,
    attempt: run.attempt,
    progress: run.progress,
    rows: run.rows,
    error: run.errorMessage === null ? null : `${run.errorClass}: ${run.errorMessage}`,
    created_at: toInstant(run.createdAt),
    finished_at: toInstant(run.finishedAt),
    snapshot_id: run.snapshotId,
  };
}
