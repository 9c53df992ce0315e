import { provenance as contract, type Provenance } from "#contracts/metric-provenance.ts";
import type { Manifest } from "#contracts/snapshot.ts";
import { toInstant } from "../../../clock.ts";
import { problem } from "../../../http/problem.ts";
import { type TenantContext, tenantRoute } from "../../../http/route.ts";
import { findAsked } from "../find-snapshot.ts";
import { datesOf } from "../plan.ts";
import { type DayRange, dayText, overlap, rangeOf } from "../slice/days.ts";
import { choosePeriod } from "../slice/period.ts";

const provenance = tenantRoute(contract, async (c): Promise<Provenance> => {
  const { snapshot: wanted, platforms, start_date, end_date } = c.query;
  const { snapshot } = await findAsked(c, { snapshot: wanted });
  if (!snapshot) throw problem("not-found", "There is no data yet: nothing has been published.");
  const { manifest } = snapshot;
  const coverage = manifest.coverage && rangeOf(manifest.coverage.start_date, manifest.coverage.end_date);
  const period = choosePeriod({ startDate: start_date, endDate: end_date }, coverage);
  const { transform, syncs } = await origin(c, manifest);
  const asked: readonly string[] | undefined = platforms;
  return {
    tenant_id: manifest.tenant_id,
    snapshot_id: manifest.snapshot_id,
    generated_at: manifest.generated_at,
    currency: manifest.currency,
    time_zone: manifest.time_zone,
    period: period && datesOf(period),
    sources: manifest.sources
      .filter(({ platform }) => !asked || asked.includes(platform))
      .map((source) => ({
        ...source,
        connections: syncs.filter(({ platform }) => platform === source.platform).map(connectionView),
      })),
    transform: {
      run_id: transform.runId,
      attempt: transform.attempt,
      started_at: transform.startedAt === null ? null : toInstant(transform.startedAt),
      finished_at: transform.finishedAt === null ? null : toInstant(transform.finishedAt),
    },
    dbt: manifest.dbt,
    rates: manifest.rates,
    shards: factsOf(manifest, period && coverage && overlap(period, coverage)),
  };
});

export const routes = [provenance];

async function origin(c: TenantContext, { snapshot_id, generated_at }: Manifest) {
  const transform = await c.tenant.snapshotOrigin.transform(snapshot_id);
  if (!transform) throw problem("not-found", "You have no such snapshot.");
  const syncs = await c.tenant.snapshotOrigin.syncsBefore(transform.startedAt ?? Date.parse(generated_at));
  return { transform, syncs };
}

type SyncBefore = Awaited<ReturnType<TenantContext["tenant"]["snapshotOrigin"]["syncsBefore"]>>[number];

const connectionView = ({ id, name, runId, finishedAt, rows, airbyteJobId }: SyncBefore) => ({
  id,
  name,
  sync:
    runId === null || finishedAt === null
      ? null
      : { run_id: runId, finished_at: toInstant(finishedAt), rows, airbyte_job_id: airbyteJobId },
});

/** What the model said of these days; roll-ups are sums of it. */
function factsOf({ shards }: Manifest, days: DayRange | null): Provenance["shards"] {
  if (!days || days.from > days.to) return [];
  const [first, last] = [dayText(days.from).slice(0, 7), dayText(days.to).slice(0, 7)];
  return shards
    .filter(({ kind }) => kind === "performance" || kind === "region_performance")
    .filter(({ month }) => month !== null && month >= first && month <= last)
    .map(({ name, rows, sha256 }) => ({ name, rows, sha256 }));
}
