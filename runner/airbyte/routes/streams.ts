import { Hono } from "hono";
import { z } from "zod";
import type { CatalogStream } from "../connector/messages.ts";
import { readQuery } from "../http/input.ts";
import { notFound } from "../http/problems.ts";
import { propertiesOf } from "../landing/columns.ts";
import type { Services } from "../services.ts";

const StreamQuery = z.object({ sourceId: z.uuid() });

/** The streams of a source as they were discovered; none for a replay. */
export function streamRoutes({ store }: Services): Hono {
  const routes = new Hono();
  routes.get("/", (context) => {
    const { sourceId } = readQuery(context, StreamQuery);
    const source = store.sources.get(sourceId);
    if (!source) throw notFound("source", sourceId);
    return context.json((source.catalog?.streams ?? []).map(view));
  });
  return routes;
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
