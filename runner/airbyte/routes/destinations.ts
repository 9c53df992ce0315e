import { type Context, Hono } from "hono";
import { z } from "zod";
import { LAKE_DEFINITION_ID } from "../connector/definitions.ts";
import { PageQuery, paged, pathId, queryList, readBody, readQuery } from "../http/input.ts";
import { notFound, Problem } from "../http/problems.ts";
import type { Services } from "../services.ts";
import { type Destination, LakeConfiguration } from "../store/destinations.ts";
import type { SyncEngine } from "../sync/engine.ts";
import { deleteConnection } from "./connections.ts";

const DestinationCreate = z.object({
  name: z.string().trim().min(1),
  workspaceId: z.uuid(),
  configuration: LakeConfiguration,
});
const DestinationPatch = z.object({
  name: z.string().trim().min(1).optional(),
  configuration: LakeConfiguration.partial().optional(),
});

const view = (destination: Destination) => ({
  destinationId: destination.id,
  name: destination.name,
  destinationType: destination.configuration.destinationType,
  definitionId: LAKE_DEFINITION_ID,
  workspaceId: destination.workspaceId,
  configuration: destination.configuration,
  createdAt: Math.floor(destination.createdAt / 1000),
});

export function destinationRoutes(services: Services, engine: SyncEngine): Hono {
  const { store } = services;
  const routes = new Hono();
  routes.get("/", (context) => {
    const page = readQuery(context, PageQuery);
    const destinations = store.destinations.list(page, queryList(context, "workspaceIds"));
    return context.json(paged(context, page, destinations.map(view)));
  });
  routes.post("/", async (context) => {
    const { workspaceId, name, configuration } = await readBody(context, DestinationCreate);
    if (!store.workspaces.get(workspaceId)) throw notFound("workspace", workspaceId);
    return context.json(view(store.destinations.create(workspaceId, name, configuration)));
  });
  routes.get("/:destinationId", (context) => context.json(view(requireDestination(services, context))));
  routes.patch("/:destinationId", async (context) => {
    const destination = requireDestination(services, context);
    const { name, configuration } = await readBody(context, DestinationPatch);
    const { tenant } = destination.configuration;
    if (configuration?.tenant && configuration.tenant !== tenant)
      throw new Problem(
        "bad-request",
        `configuration.tenant: is ${tenant} and cannot change; make another destination`,
      );
    const changed: Destination = { ...destination, name: name ?? destination.name };
    store.destinations.update(changed);
    return context.json(view(changed));
  });
  routes.delete("/:destinationId", async (context) => {
    const { id } = requireDestination(services, context);
    for (const connection of store.connections.ofDestination(id)) await deleteConnection(services, engine, connection);
    store.destinations.remove(id);
    return context.body(null, 204);
  });
  return routes;
}

function requireDestination({ store }: Services, context: Context): Destination {
  const id = pathId(context, "destinationId");
  const destination = store.destinations.get(id);
  if (!destination) throw notFound("destination", id);
  return destination;
}
