import { Hono } from "hono";
import { z } from "zod";
import { dated, datedStreams } from "../connector/dated.ts";
import { ConnectorFailure } from "../connector/failure.ts";
import { readBody } from "../http/input.ts";
import { notFound, Problem } from "../http/problems.ts";
import type { Services } from "../services.ts";
import type { Connection } from "../store/connections.ts";
import type { DayRange } from "../store/jobs.ts";
import { configuredStreams } from "../sync/configured-catalog.ts";
import type { SyncEngine } from "../sync/engine.ts";
import { jobView, requireActive, submitted } from "./jobs.ts";

const Backfill = z
  .strictObject({ connectionId: z.uuid(), from: z.iso.date(), to: z.iso.date() })
  .refine(({ from, to }) => from <= to, { path: ["to"], message: "must not be before from" });

/** A job that reads some days of the past again: without the saved state, which stays as it is. */
export function backfillRoutes({ store }: Services, engine: SyncEngine): Hono {
  const routes = new Hono();
  routes.post("/", async (context) => {
    const { connectionId, ...range } = await readBody(context, Backfill);
    refuseUndatable(store, requireActive(store, connectionId), range);
    return context.json(jobView(submitted(engine, connectionId, range)));
  });
  return routes;
}

function refuseUndatable(store: Services["store"], connection: Connection, range: DayRange): void {
  const source = store.sources.get(connection.sourceId);
  if (!source) throw notFound("source", connection.sourceId);
  try {
    dated(source.sourceType, source.configuration, range);
    if (source.catalog) datedStreams(source.sourceType, configuredStreams(connection, source.catalog), source.catalog);
  } catch (error) {
    if (error instanceof ConnectorFailure) throw new Problem("unprocessable-entity", error.message);
    throw error;
  }
}
