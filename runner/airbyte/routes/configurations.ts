import { type Context, Hono } from "hono";
import { z } from "zod";
import { definitionOf, sourceTypes } from "../connector/definitions.ts";
import { ConnectorFailure } from "../connector/failure.ts";
import type { Catalog, CatalogStream } from "../connector/messages.ts";
import { landedColumns } from "../connector/schema-changes.ts";
import { readBody } from "../http/input.ts";
import { notFound, Problem } from "../http/problems.ts";
import type { Services } from "../services.ts";
import type { Source } from "../store/sources.ts";
import { connectorConfiguration } from "../sync/connector-configuration.ts";
import { rediscover } from "../sync/rediscover.ts";

const SourceType = z.string().refine((name) => sourceTypes.includes(name), `must be one of ${sourceTypes.join(", ")}`);
const Draft = z.strictObject({ sourceType: SourceType, configuration: z.record(z.string(), z.unknown()) });
const Named = z.strictObject({ sourceId: z.string().min(1) });
const REPLAY_HAS_NONE = "configuration.sourceType: a replay has the streams of its file, which its first sync tells";

/** Trying a configuration out: nothing of it is kept. Of a source that is stored, what is discovered is kept. What the platform says comes without the secrets. */
export function configurationRoutes(services: Services): Hono {
  const routes = new Hono();
  routes.post("/check", async (context) => {
    const { sourceType, configuration } = await draftOrSource(services, context);
    return context.json(await checked(services, sourceType, configuration));
  });
  routes.post("/discover", async (context) => {
    const catalog = await discovered(services, await draftOrSource(services, context));
    return context.json({ streams: catalog.streams.map(streamView) });
  });
  return routes;
}

/** A configuration to try out, or that of a source as it is stored. */
async function draftOrSource({ store }: Services, context: Context): Promise<Source | z.output<typeof Draft>> {
  const body = await readBody(context, z.looseObject({}));
  if (!("sourceId" in body)) return readBody(context, Draft);
  const { sourceId } = await readBody(context, Named);
  const source = store.sources.get(sourceId);
  if (!source) throw notFound("source", sourceId);
  return source;
}

async function checked(services: Services, sourceType: string, configuration: Readonly<Record<string, unknown>>) {
  const ok = { status: "succeeded", message: null, error_class: null };
  const definition = definitionOf(sourceType);
  if (!definition) {
    if (services.replayFiles.pathOf(String(configuration.fileId))) return ok;
    const message = "configuration.fileId: there is no such file; upload it first";
    return { status: "failed", message, error_class: "config" };
  }
  try {
    await services.connectors.check(definition, connectorConfiguration(configuration));
    return ok;
  } catch (error) {
    if (!(error instanceof ConnectorFailure)) throw error;
    return { status: "failed", message: error.message, error_class: error.errorClass };
  }
}

async function discovered(services: Services, asked: Source | z.output<typeof Draft>): Promise<Catalog> {
  const definition = definitionOf(asked.sourceType);
  if (!definition) throw new Problem("unprocessable-entity", REPLAY_HAS_NONE);
  try {
    const known = "id" in asked ? await rediscover(services, asked) : null;
    return known ?? (await services.connectors.discover(definition, connectorConfiguration(asked.configuration)));
  } catch (error) {
    if (!(error instanceof ConnectorFailure)) throw error;
    throw new Problem("unprocessable-entity", error.message, { message: error.message, errorClass: error.errorClass });
  }
}

/** `columns` have the types in which they land. */
const streamView = (stream: CatalogStream) => ({
  name: stream.name,
  columns: [...landedColumns(stream)].map(([name, type]) => ({ name, type })),
  syncModes: stream.supported_sync_modes.map((mode) => `${mode}_append`),
  sourceDefinedCursor: stream.source_defined_cursor ?? false,
  defaultCursorField: stream.default_cursor_field ?? [],
  primaryKey: stream.source_defined_primary_key ?? [],
});
