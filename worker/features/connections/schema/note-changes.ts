import { z } from "zod";
import { ChosenStream } from "#contracts/connectors.ts";
import type { Connection } from "../../../db/connections.ts";
import type { JobContext } from "../../../jobs/define-job.ts";
import { AirbyteError } from "../airbyte/airbyte-error.ts";
import { catalogChanges, catalogOf } from "./catalog-changes.ts";

const Chosen = z.array(ChosenStream);

/**
 * Compares the streams that a real Airbyte knows of a source with those that it knew before, and keeps what is different. The embedded one tells
 * that with its jobs, types included. Where there is no answer, the next look finds it.
 */
export async function noteChanges(
  context: JobContext,
  connection: Connection,
  {
    runId,
    first,
  }: { readonly runId: string | null /** Whether this may be the first look. */; readonly first: boolean },
): Promise<void> {
  if (context.airbyte.connectors !== null) return;
  const { streamCatalogs } = context.openTenant(connection.tenantId);
  const before = await streamCatalogs.read(connection.id);
  if (!before && !first) return;
  try {
    const streams = await streamsOf(context, connection);
    // A source that has lost everything is one whose discovery went wrong.
    if (streams.length === 0) return;
    const catalog = catalogOf(streams, chosenIn(connection));
    const changes = before ? catalogChanges(before.streams, catalog) : [];
    if (!(await streamCatalogs.keep(connection.id, runId, before, catalog, changes)) || changes.length === 0) return;
    context.log.info("schema-changed", { connection_id: connection.id, count: changes.length });
  } catch (error) {
    if (!(error instanceof AirbyteError)) throw error;
    context.log.warn("streams-not-compared", { connection_id: connection.id, reason: error.message });
  }
}

async function streamsOf({ airbyte }: JobContext, { airbyteSourceId, airbyteConnectionId }: Connection) {
  const sourceId = airbyteSourceId ?? (await airbyte.connections.read(airbyteConnectionId)).sourceId;
  return sourceId === null ? [] : airbyte.streams.list(sourceId);
}

function chosenIn({ streams }: Connection): ReadonlySet<string> | null {
  const chosen = streams === null ? [] : Chosen.parse(JSON.parse(streams));
  return chosen.length === 0 ? null : new Set(chosen.map(({ name }) => name));
}
