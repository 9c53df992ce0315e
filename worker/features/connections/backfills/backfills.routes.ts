import { uuidv7 } from "uuidv7";
import * as contract from "#contracts/backfills.ts";
import type { Connection } from "../../../db/connections.ts";
import { problem } from "../../../http/problem.ts";
import { type TenantContext, tenantRoute } from "../../../http/route.ts";
import { foundConnection, profileOf, targetOf } from "../found.ts";
import { cancelAtAirbyte } from "../runs/cancel-at-airbyte.ts";
import { wrongDays } from "./allowed-days.ts";
import { backfillView } from "./backfill-view.ts";
import { refuseUnready } from "./refuse-unready.ts";
import { slicesOf } from "./slices.ts";

const backfillConnection = tenantRoute(contract.backfillConnection, async (c) => {
  const [{ connection }, { timeZone }] = await Promise.all([foundConnection(c, c.params.connection_id), profileOf(c)]);
  const { from, to } = c.body;
  refuseUnready(c.services.airbyte, connection);
  const wrong = wrongDays(c.body, connection, timeZone, c.clock());
  if (wrong) throw problem("invalid-input", { detail: `${wrong.field}: ${wrong.message}`, errors: [wrong] });
  const told = c.trace("connection.backfill-requested", { target: targetOf(connection), detail: { from, to } });
  if (!(await c.tenant.backfills.create(uuidv7(), connection.id, slicesOf(from, to), told)))
    throw problem("conflict", "A backfill of this connection is under way. Cancel it, or wait for its end.");
  const first = await c.tenant.backfills.startNext(connection.id);
  if (first) await c.services.deliver([first]);
  return shown(c, connection);
});

const cancelBackfill = tenantRoute(contract.cancelBackfill, async (c) => {
  const { connection } = await foundConnection(c, c.params.connection_id);
  const told = c.trace("connection.backfill-cancelled", { target: targetOf(connection) });
  // First nothing more begins, then what has begun is ended: so no slice slips through between the two.
  if (!(await c.tenant.backfills.cancel(connection.id, "cancelled by hand", told)))
    throw problem("conflict", "No backfill of this connection is under way.");
  await endSlice(c, connection);
  return shown(c, connection);
});

export const routes = [backfillConnection, cancelBackfill];

/** A slice moves on by itself between the look and the move, so it is looked at again. */
const mostLooks = 5;

async function endSlice(c: TenantContext, { id }: Connection): Promise<void> {
  for (let look = 0; look < mostLooks; look += 1) {
    const run = await c.tenant.syncs.unfinishedOf(id);
    if (run?.trigger !== "backfill") return;
    if (run.airbyteJobId !== null) await cancelAtAirbyte(c.services.airbyte, run.airbyteJobId);
    if (await c.tenant.syncs.cancel(run, "its backfill was cancelled")) return;
  }
}

async function shown(c: TenantContext, { id }: Connection) {
  const backfill = await c.tenant.backfills.newestOf(id);
  if (!backfill) throw problem("not-found", "Somebody deleted this connection meanwhile.");
  return backfillView(backfill);
}
