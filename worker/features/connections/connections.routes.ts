import { telemetry as telemetryContract } from "#contracts/connection-telemetry.ts";
import * as operator from "#contracts/operator.ts";
import { problem } from "../../http/problem.ts";
import { internalRoute, tenantRoute } from "../../http/route.ts";
import { deliver } from "../../jobs/deliver.ts";
import { pageOf } from "./page.ts";
import { syncStateOf, telemetryOf } from "./telemetry.ts";

const usualLimit = 50;

const telemetry = tenantRoute(telemetryContract, async (c) => {
  const { limit = usualLimit, cursor } = c.query;
  const [profile, syncs, changes] = await Promise.all([
    c.tenant.profile.read(),
    c.tenant.latestSyncs.all(),
    c.tenant.syncHistory.openSchemaChanges(),
  ]);
  if (!profile) throw problem("not-found", "This tenant does not exist any more.");
  const all = syncs.map(({ connection, run }) =>
    telemetryOf(connection, run, profile, c.clock(), changes.get(connection.id) ?? 0),
  );
  const { rows, next, previous } = pageOf(all, (row) => row.connection_id, limit, cursor);
  const link = (to: string | null) =>
    to && `${c.origin}${telemetryContract.path}?${new URLSearchParams({ limit: String(limit), cursor: to })}`;
  return {
    count: all.length,
    next: link(next),
    previous: link(previous),
    results: [...rows],
    sync_status: syncStateOf(all),
  };
});

/** Answers with the runs that sync the asked connections: new ones, and those that were under way. */
const syncNow = internalRoute(operator.syncNow, async (c) => {
  const { tenant_id } = c.params;
  const { profile, connections, syncs } = c.openTenant(tenant_id);
  if (!(await profile.read())) throw problem("not-found", "There is no such tenant.");
  const known = new Set((await connections.list()).map(({ id }) => id));
  const asked = [...new Set(c.body.connection_ids ?? known)];
  refuseUnknown(asked, known);

  const underWay = await syncs.unfinished();
  const { runIds, messages } = await syncs.request(asked, "manual", `asked for by ${c.caller}`);
  await deliver({ ...c.services, system: c.system, log: c.log.with({ tenant_id }) }, messages);
  c.log.info("sync-asked-for", { tenant_id, count: runIds.length });
  return { run_ids: [...asked.flatMap((id) => underWay.get(id) ?? []), ...runIds] };
});

export const routes = [telemetry, syncNow];

function refuseUnknown(asked: readonly string[], known: ReadonlySet<string>): void {
  const errors = asked.flatMap((id, index) =>
    known.has(id) ? [] : [{ field: `connection_ids.${index}`, message: `${id} is no connection of this tenant` }],
  );
  if (errors.length > 0) throw problem("invalid-input", { detail: errors[0]!.message, errors });
}
