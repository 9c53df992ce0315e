import { Hono } from "hono";
import { z } from "zod";
import { ConnectorFailure } from "../connector/failure.ts";
import type { Catalog, CatalogStream } from "../connector/messages.ts";
import { readQuery } from "../http/input.ts";
import { notFound, Problem } from "../http/problems.ts";
import { propertiesOf } from "../landing/columns.ts";
import type { Services } from "../services.ts";
import type { Source } from "../store/sources.ts";
import { rediscover } from "../sync/rediscover.ts";

const StreamQuery = z.object({ sourceId: z.uuid(), ignoreCache: z.stringbool().default(false) });

/** The streams of a source as they were discovered; none for a replay. */
export function streamRoutes(services: Services): Hono {
  const routes = new Hono();
  routes.get("/", async (context) => {
    const { sourceId, ignoreCache } = readQuery(context, StreamQuery);
    const source = services.store.sources.get(sourceId);
    if (!source) throw notFound("source", sourceId);
    const catalog = ignoreCache ? await rediscoverOrRefuse(services, source) : source.catalog;
    return context.json((catalog?.streams ?? []).map(view));
  });
  return routes;
}

async function rediscoverOrRefuse(services: Services, source: Source): Promise<Catalog | null> {
  try {
    return await rediscover(services, source);
  } catch (error) {
    if (error instanceof ConnectorFailure) throw new Problem("unprocessable-entity", error.message);
    throw error;
  }
}

const view = (stream: CatalogStream) => ({
  streamName: stream.name,
  syncModes: [
    "full_refresh_append",
    ...(stream.supported_sync_modes.includes("incremental") ? ["incremental_append"] : []),
  ],
  ...(stream.namespace && { streamnamespace: stream.namespace }),
  defaultCursorField: stream.default_cursor_field ?? [],
  sourceDefinedCursorField: stream.source_defined_cursor ?? false,
  sourceDefinedPrimaryKey: stream.source_defined_primary_key ?? [],
  propertyFields: Object.keys(propertiesOf(stream.json_schema)).map((field) => [field]),
});
