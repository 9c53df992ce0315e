import { type Context, Hono } from "hono";
import { z } from "zod";
import type { Catalog } from "../connector/messages.ts";
import { ListQuery, paged, pathId, queryList, readBody, readQuery } from "../http/input.ts";
import { notFound, Problem } from "../http/problems.ts";
import type { Services } from "../services.ts";
import { type Connection, Schedule, StreamChoice } from "../store/connections.ts";
import type { Destination } from "../store/destinations.ts";
import { configuredStreams, unfitChoice } from "../sync/configured-catalog.ts";
import type { SyncEngine } from "../sync/engine.ts";
import { tagView } from "./tags.ts";

const platform = z.string().regex(/^[a-z0-9][a-z0-9_]{0,62}$/, "must be a platform's folder: a-z, 0-9 and _");
const schedule = Schedule.refine((value) => value.scheduleType === "manual" || value.cronExpression, {
  path: ["cronExpression"],
  message: "is needed when scheduleType is cron",
});
/** A lake has a folder for each platform; a database has a schema of that name, or the destination's own one. */
const namespaceDefinition = z.enum(["custom_format", "destination"]);
const settings = {
  name: z.string().trim().min(1).optional(),
  configurations: z.object({ streams: z.array(StreamChoice).min(1).optional() }).optional(),
  schedule: schedule.optional(),
  prefix: z.string().max(60).optional(),
  nonBreakingSchemaUpdatesBehavior: z
    .enum(["ignore", "disable_connection", "propagate_columns", "propagate_fully"])
    .optional(),
  status: z.enum(["active", "inactive"]).optional(),
  tags: z.array(z.object({ tagId: z.uuid() })).optional(),
};
const ConnectionCreate = z.object({
  ...settings,
  sourceId: z.uuid(),
  destinationId: z.uuid(),
  namespaceDefinition,
  namespaceFormat: platform.optional(),
});
const ConnectionPatch = z.object({
  ...settings,
  namespaceDefinition: namespaceDefinition.optional(),
  namespaceFormat: platform.optional(),
});

export function connectionRoutes(services: Services, engine: SyncEngine): Hono {
  const { store } = services;
  const routes = new Hono();
  routes.get("/", (context) => {
    const page = readQuery(context, ListQuery);
    const connections = store.connections.list(page, {
      workspaceIds: queryList(context, "workspaceIds"),
      tagIds: queryList(context, "tagIds"),
    });
    return context.json(
      paged(
        context,
        page,
        connections.map((connection) => view(services, connection)),
      ),
    );
  });
  routes.post("/", async (context) => {
    const body = await readBody(context, ConnectionCreate);
    const source = store.sources.get(body.sourceId);
    if (!source) throw notFound("source", body.sourceId);
    const destination = store.destinations.get(body.destinationId);
    if (!destination) throw notFound("destination", body.destinationId);
    refuseUnfit(body.configurations?.streams, source.catalog);
    refuseUnknownTags(store, body.tags, source.workspaceId);
    const connection = store.connections.create({
      name: body.name ?? `${source.name} → ${destination.name}`,
      sourceId: source.id,
      destinationId: destination.id,
      status: body.status ?? "active",
      schedule: body.schedule ?? { scheduleType: "manual" },
      platform: placeOf(destination, body),
      prefix: body.prefix ?? "",
      schemaUpdates: body.nonBreakingSchemaUpdatesBehavior ?? "ignore",
      streams: body.configurations?.streams ?? null,
    });
    tagConnection(store, connection, body.tags);
    return context.json(view(services, connection));
  });
  routes.get("/:connectionId", (context) => context.json(view(services, requireConnection(services, context))));
  routes.patch("/:connectionId", async (context) => {
    const connection = requireConnection(services, context);
    const body = await readBody(context, ConnectionPatch);
    const source = store.sources.get(connection.sourceId);
    refuseUnfit(body.configurations?.streams, source?.catalog ?? null);
    refuseUnknownTags(store, body.tags, source?.workspaceId);
    const destination = store.destinations.get(connection.destinationId);
    const moved = body.namespaceDefinition !== undefined || body.namespaceFormat !== undefined;
    const changed: Connection = {
      ...connection,
      name: body.name ?? connection.name,
      status: body.status ?? connection.status,
      schedule: body.schedule ?? connection.schedule,
      platform: moved ? placeOf(destination, body) : connection.platform,
      prefix: body.prefix ?? connection.prefix,
      schemaUpdates: body.nonBreakingSchemaUpdatesBehavior ?? connection.schemaUpdates,
      streams: body.configurations?.streams ?? connection.streams,
    };
    store.connections.update(changed);
    tagConnection(store, changed, body.tags);
    return context.json(view(services, changed));
  });
  routes.delete("/:connectionId", async (context) => {
    const { id } = requireConnection(services, context);
    await deleteConnection(services, engine, id);
    return context.body(null, 204);
  });
  return routes;
}

/** Ends a sync that runs, then the connection. What it landed stays in the lake. */
export async function deleteConnection({ store }: Services, engine: SyncEngine, id: string): Promise<void> {
  const job = store.jobs.activeOf(id);
  if (job) await engine.cancel(job.id);
  store.connections.remove(id);
}

function requireConnection({ store }: Services, context: Context): Connection {
  const id = pathId(context, "connectionId");
  const connection = store.connections.get(id);
  if (!connection) throw notFound("connection", id);
  return connection;
}

interface Namespace {
  readonly namespaceDefinition?: z.output<typeof namespaceDefinition> | undefined;
  readonly namespaceFormat?: string | undefined;
}

/** The platform's folder or schema; empty: the destination's own schema. */
function placeOf(destination: Destination | undefined, asked: Namespace): string {
  if (asked.namespaceDefinition !== "destination") {
    if (asked.namespaceFormat) return asked.namespaceFormat;
    throw new Problem("bad-request", "namespaceFormat: is needed when namespaceDefinition is custom_format");
  }
  if (destination?.configuration.destinationType === "postgres") return "";
  throw new Problem("bad-request", "namespaceDefinition: must be custom_format: the lake has a folder per platform");
}

function refuseUnfit(choices: readonly StreamChoice[] | undefined, catalog: Catalog | null): void {
  if (!choices) return;
  const unfit = catalog ? unfitChoice(choices, catalog) : "configurations.streams: a replay lands every stream it has";
  if (unfit) throw new Problem("bad-request", unfit);
}

type TagChoice = readonly { readonly tagId: string }[] | undefined;

function refuseUnknownTags({ tags }: Services["store"], chosen: TagChoice, workspaceId: string | undefined): void {
  for (const [at, { tagId }] of (chosen ?? []).entries())
    if (tags.get(tagId)?.workspaceId !== workspaceId)
      throw new Problem("bad-request", `tags.${at}.tagId: the workspace has no such tag`);
}

function tagConnection({ tags }: Services["store"], { id }: Connection, chosen: TagChoice): void {
  if (chosen)
    tags.setOnConnection(
      id,
      chosen.map(({ tagId }) => tagId),
    );
}

function view({ store }: Services, connection: Connection) {
  const source = store.sources.get(connection.sourceId);
  return {
    connectionId: connection.id,
    name: connection.name,
    sourceId: connection.sourceId,
    destinationId: connection.destinationId,
    workspaceId: source?.workspaceId,
    status: connection.isDeleted ? "deprecated" : connection.status,
    schedule: connection.schedule,
    nonBreakingSchemaUpdatesBehavior: connection.schemaUpdates,
    namespaceDefinition: connection.platform ? "custom_format" : "destination",
    ...(connection.platform && { namespaceFormat: connection.platform }),
    prefix: connection.prefix,
    configurations: { streams: source?.catalog ? configuredStreams(connection, source.catalog) : [] },
    createdAt: Math.floor(connection.createdAt / 1000),
    tags: store.tags.ofConnection(connection.id).map(tagView),
  };
}
