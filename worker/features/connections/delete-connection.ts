import type { Connection } from "../../db/connections.ts";
import { problem } from "../../http/problem.ts";
import type { TenantContext } from "../../http/route.ts";
import { AirbyteError } from "./airbyte/airbyte-error.ts";
import { refusalOf } from "./airbyte/refusal.ts";
import { targetOf } from "./found.ts";

/** A sync moves on by itself between the look and the move, so it is looked at again; never more often than it can move. */
const mostLooks = 5;

/**
 * Ends what runs, then removes source and connection at Airbyte and hides the row. What an operator set up at Airbyte stays there. Our row
 * goes last: when Airbyte does not answer, nothing is deleted that could not be deleted again.
 */
export async function deleteConnection(c: TenantContext, connection: Connection): Promise<void> {
  const { airbyte } = c.services;
  const { airbyteConnectionId, airbyteSourceId } = connection;
  try {
    await c.tenant.backfills.cancel(connection.id, "the connection was deleted");
    await endSync(c, connection);
    if (airbyteSourceId !== null) {
      await gone(airbyte.connections.remove(airbyteConnectionId));
      await gone(airbyte.sources.remove(airbyteSourceId));
    }
  } catch (error) {
    throw refusalOf(error, c.log);
  }
  const told = c.trace("connection.deleted", { target: targetOf(connection) });
  if (!(await c.tenant.connections.remove(connection.id, told)))
    throw problem("not-found", "Somebody deleted this connection already.");
  // One that the schedule started meanwhile.
  await endSync(c, connection);
}

async function endSync(c: TenantContext, { id }: Connection): Promise<void> {
  for (let look = 0; look < mostLooks; look += 1) {
    const run = await c.tenant.syncs.unfinishedOf(id);
    if (!run) return;
    if (run.airbyteJobId !== null) await gone(c.services.airbyte.cancel(run.airbyteJobId), "conflict");
    if (await c.tenant.syncs.cancel(run, "the connection was deleted")) return;
  }
}

/** What is not there any more needs no removing. */
async function gone(work: Promise<void>, ...also: AirbyteError["kind"][]): Promise<void> {
  await work.catch((error: unknown) => {
    if (!(error instanceof AirbyteError) || !["missing", ...also].includes(error.kind)) throw error;
  });
}
