import { type Context, Hono } from "hono";
import { z } from "zod";
import { LAKE_DEFINITION_ID, POSTGRES_DEFINITION_ID } from "../connector/definitions.ts";
import { ConnectorFailure } from "../connector/failure.ts";
import { unmask } from "../connector/secrets.ts";
import { configurationView, DestinationInput } from "../http/destination-configuration.ts";
import { ListQuery, paged, parseInput, pathId, queryList, readBody, readQuery } from "../http/input.ts";
import { notFound, Problem } from "../http/problems.ts";
import { checkPostgres } from "../postgres/check.ts";
import { postgresSecrets } from "../postgres/configuration.ts";
import type { Services } from "../services.ts";
import type { Destination, DestinationConfiguration } from "../store/destinations.ts";
import type { SyncEngine } from "../sync/engine.ts";
import { deleteConnection } from "./connections.ts";

const DestinationCreate = z.object({
  name: z.string().trim().min(1),
  workspaceId: z.uuid(),
  configuration: DestinationInput,
});
const sent = z.looseObject({});
const DestinationPut = z.object({ name: DestinationCreate.shape.name, configuration: sent });
const DestinationPatch = DestinationPut.partial();
const Whole = z.object({ configuration: DestinationInput });

const view = (destination: Destination) => ({
  destinationId: destination.id,
  name: destination.name,
  destinationType: destination.configuration.destinationType,
  definitionId: destination.configuration.destinationType === "postgres" ? POSTGRES_DEFINITION_ID : LAKE_DEFINITION_ID,
  workspaceId: destination.workspaceId,
  configuration: configurationView(destination.configuration),
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
    await check(configuration);
    return context.json(view(store.destinations.create(workspaceId, name, configuration)));
  });
  routes.get("/:destinationId", (context) => context.json(view(requireDestination(services, context))));
  routes.patch("/:destinationId", async (context) => {
    const destination = requireDestination(services, context);
    const { name, configuration } = await readBody(context, DestinationPatch);
    const whole = configuration && { ...given(destination), ...real(destination, configuration) };
    return context.json(view(await changed(services, destination, name, whole)));
  });
  routes.put("/:destinationId", async (context) => {
    const destination = requireDestination(services, context);
    const { name, configuration } = await readBody(context, DestinationPut);
    return context.json(view(await changed(services, destination, name, real(destination, configuration))));
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

type Sent = z.output<typeof sent>;

const given = ({ configuration }: Destination): Sent =>
  configuration.destinationType === "postgres" ? configuration : configurationView(configuration);

/** With the secrets that were sent back masked. */
const real = ({ configuration }: Destination, change: Sent): Sent => unmask(configuration, change, postgresSecrets);

/** Keeps the change once the place that it names was tried. */
async function changed(
  { store }: Services,
  destination: Destination,
  name = destination.name,
  whole: Sent | undefined = undefined,
): Promise<Destination> {
  const configuration = whole ? parseInput(Whole, { configuration: whole }).configuration : destination.configuration;
  refuseOtherPlace(destination.configuration, configuration);
  if (whole) await check(configuration);
  const result: Destination = { ...destination, name, configuration };
  store.destinations.update(result);
  return result;
}

/** What landed stays where it is, so a lake's tenant cannot change. A database can move. */
function refuseOtherPlace(own: DestinationConfiguration, asked: DestinationConfiguration): void {
  if (asked.destinationType !== own.destinationType)
    throw new Problem("bad-request", `configuration.destinationType: is ${own.destinationType} and cannot change`);
  if ("tenant" in own && "tenant" in asked && asked.tenant !== own.tenant)
    throw new Problem(
      "bad-request",
      `configuration.tenant: is ${own.tenant} and cannot change; make another destination`,
    );
}

/** The lake is our own; a database has to let us in and let us make tables. */
async function check(configuration: DestinationConfiguration): Promise<void> {
  if (configuration.destinationType !== "postgres") return;
  try {
    await checkPostgres(configuration);
  } catch (error) {
    if (error instanceof ConnectorFailure) throw new Problem("unprocessable-entity", error.message);
    throw error;
  }
}

function requireDestination({ store }: Services, context: Context): Destination {
  const id = pathId(context, "destinationId");
  const destination = store.destinations.get(id);
  if (!destination) throw notFound("destination", id);
  return destination;
}
