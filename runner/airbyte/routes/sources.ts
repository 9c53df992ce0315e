import { type Context, Hono } from "hono";
import { z } from "zod";
import { definitionIdOf, definitionOf, REPLAY, sourceTypes } from "../connector/definitions.ts";
import { maskSecrets } from "../connector/secrets.ts";
import { ListQuery, paged, pathId, queryList, readBody, readQuery } from "../http/input.ts";
import { notFound, Problem } from "../http/problems.ts";
import type { Services } from "../services.ts";
import type { Configuration, Source } from "../store/sources.ts";
import type { SyncEngine } from "../sync/engine.ts";
import { changeSource, createSource, replaceSource } from "../sync/prepare-source.ts";
import { deleteConnection } from "./connections.ts";

const Configured = z.looseObject({
  sourceType: z.string().refine((type) => sourceTypes.includes(type), `must be one of ${sourceTypes.join(", ")}`),
});
const SourceCreate = z.object({ name: z.string().trim().min(1), workspaceId: z.uuid(), configuration: Configured });
const SourcePatch = z.object({
  name: z.string().trim().min(1).optional(),
  configuration: z.looseObject({ sourceType: z.string().optional() }).optional(),
});
const SourcePut = z.object({
  name: z.string().trim().min(1),
  configuration: z.looseObject({ sourceType: z.string().optional() }),
});
const OAuthStart = z.object({ redirectUrl: z.string().min(1), workspaceId: z.uuid() });
const NO_OAUTH =
  "There are no OAuth applications here: obtain the tokens yourself and put them into the configuration.";

export function sourceRoutes(services: Services, engine: SyncEngine): Hono {
  const { store } = services;
  const routes = new Hono();
  routes.get("/", async (context) => {
    const page = readQuery(context, ListQuery);
    const sources = store.sources.list(page, queryList(context, "workspaceIds"));
    return context.json(paged(context, page, await Promise.all(sources.map((source) => view(services, source)))));
  });
  routes.post("/", async (context) => {
    const body = await readBody(context, SourceCreate);
    if (!store.workspaces.get(body.workspaceId)) throw notFound("workspace", body.workspaceId);
    const source = await createSource(services, {
      workspaceId: body.workspaceId,
      name: body.name,
      sourceType: body.configuration.sourceType,
      configuration: body.configuration,
    });
    return context.json(await view(services, source));
  });
  routes.get("/:sourceId", async (context) => context.json(await view(services, requireSource(services, context))));
  routes.patch("/:sourceId", async (context) => {
    const source = requireSource(services, context);
    const { name, configuration } = await readBody(context, SourcePatch);
    refuseOtherType(source, configuration ?? {});
    const changed = await changeSource(services, source, { name, configuration });
    return context.json(await view(services, changed));
  });
  routes.put("/:sourceId", async (context) => {
    const source = requireSource(services, context);
    const { name, configuration } = await readBody(context, SourcePut);
    refuseOtherType(source, configuration);
    const changed = await replaceSource(services, source, { name, configuration });
    return context.json(await view(services, changed));
  });
  routes.delete("/:sourceId", async (context) => {
    await deleteSource(services, engine, requireSource(services, context));
    return context.body(null, 204);
  });
  routes.post("/initiateOAuth", async (context) => {
    const { workspaceId } = await readBody(context, OAuthStart);
    if (!store.workspaces.get(workspaceId)) throw notFound("workspace", workspaceId);
    throw new Problem("unprocessable-entity", NO_OAUTH);
  });
  return routes;
}

/** Its connections go with it; what they landed stays. */
export async function deleteSource(services: Services, engine: SyncEngine, source: Source): Promise<void> {
  const { store, replayFiles } = services;
  for (const id of store.connections.ofSource(source.id)) await deleteConnection(services, engine, id);
  store.sources.remove(source.id);
  if (source.sourceType === REPLAY) await replayFiles.remove(String(source.configuration.fileId));
}

function refuseOtherType(source: Source, { sourceType = source.sourceType }: { sourceType?: string | undefined }) {
  if (sourceType !== source.sourceType)
    throw new Problem("bad-request", `configuration.sourceType: is ${source.sourceType} and cannot change`);
}

function requireSource({ store }: Services, context: Context): Source {
  const id = pathId(context, "sourceId");
  const source = store.sources.get(id);
  if (!source) throw notFound("source", id);
  return source;
}

const view = async (services: Services, source: Source) => ({
  sourceId: source.id,
  name: source.name,
  sourceType: source.sourceType,
  definitionId: definitionIdOf(source.sourceType),
  workspaceId: source.workspaceId,
  configuration: await masked(services, source),
  createdAt: Math.floor(source.createdAt / 1000),
});

async function masked({ connectors }: Services, { sourceType, configuration }: Source): Promise<Configuration> {
  const definition = definitionOf(sourceType);
  return definition ? maskSecrets(configuration, await connectors.specFor(definition, configuration)) : configuration;
}
