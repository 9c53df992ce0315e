import { type Context, Hono } from "hono";
import { z } from "zod";
import { LAKE_DEFINITION_ID } from "../connector/definitions.ts";
import { ListQuery, paged, parseInput, pathId, queryList, readBody, readQuery } from "../http/input.ts";
import { LakeInput, lakeView } from "../http/lake-configuration.ts";
import { notFound, Problem } from "../http/problems.ts";
import type { Services } from "../services.ts";
import type { Destination, LakeConfiguration } from "../store/destinations.ts";
import type { SyncEngine } from "../sync/engine.ts";
import { deleteConnection } from "./connections.ts";

const DestinationCreate = z.object({
  name: z.string().trim().min(1),
  workspaceId: z.uuid(),
  configuration: LakeInput,
});
const DestinationPut = DestinationCreate.omit({ workspaceId: true });
const DestinationPatch = z.object({
  name: z.string().trim().min(1).optional(),
  configuration: z.looseObject({}).optional(),
});

const view = (destination: Destination) => ({
  destinationId: destination.id,
  name: destination.name,
  destinationType: destination.configuration.destinationType,
  definitionId: LAKE_DEFINITION_ID,
  workspaceId: destination.workspaceId,
  configuration: lakeView(destination.configuration),
  createdAt: Math.floor(destination.createdAt / 1000),
});

export function destinationRoutes(services: Services, engine: SyncEngine): Hono {
  const { store } = services;
  const routes = new Hono();
  routes.get("/", (context) => {
    const page = readQuery(context, ListQuery);
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
    if (configuration) refuseOtherPlace(destination, mergedPlace(destination, configuration));
    const changed: Destination = { ...destination, name: name ?? destination.name };
    store.destinations.update(changed);
    return context.json(view(changed));
  });
  routes.put("/:destinationId", async (context) => {
    const destination = requireDestination(services, context);
    const { name, configuration } = await readBody(context, DestinationPut);
    refuseOtherPlace(destination, configuration);
    store.destinations.update({ ...destination, name });
    return context.json(view({ ...destination, name }));
  });
  routes.delete("/:destinationId", async (context) => {
    await deleteDestination(services, engine, requireDestination(services, context).id);
    return context.body(null, 204);
  });
  return routes;
}

/** Its connections go with it; what they landed stays. */
export async function deleteDestination(services: Services, engine: SyncEngine, id: string): Promise<void> {
  const { store } = services;
  for (const connection of store.connections.ofDestination(id)) await deleteConnection(services, engine, connection);
  store.destinations.remove(id);
}

const mergedPlace = ({ configuration }: Destination, change: Readonly<Record<string, unknown>>): LakeConfiguration =>
  parseInput(z.object({ configuration: LakeInput }), { configuration: { ...lakeView(configuration), ...change } })
    .configuration;

function refuseOtherPlace({ configuration: own }: Destination, asked: LakeConfiguration): void {
  if (asked.tenant !== own.tenant || asked.destinationType !== own.destinationType)
    throw new Problem(
      "bad-request",
      `configuration.tenant: is ${own.tenant} and cannot change; make another destination`,
    );
}

function requireDestination({ store }: Services, context: Context): Destination {
  const id = pathId(context, "destinationId");
  const destination = store.destinations.get(id);
  if (!destination) throw notFound("destination", id);
  return destination;
}
