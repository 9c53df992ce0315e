import { Hono } from "hono";
import { z } from "zod";
import {
  connectorDefinitions,
  documentationUrl,
  LAKE_DEFINITION_ID,
  POSTGRES_DEFINITION_ID,
  REPLAY_DEFINITION_ID,
} from "../connector/definitions.ts";
import { pathId, readQuery } from "../http/input.ts";
import { notFound, Problem } from "../http/problems.ts";
import type { Services } from "../services.ts";
import { requireWorkspace } from "./workspaces.ts";

const OUR_VERSION = "1.0.0";
const NOT_INSTALLED = "not installed";
const NO_IMAGES =
  "Connectors are part of this program and run without Docker: they cannot be added, changed or removed.";

interface Definition {
  readonly id: string;
  readonly name: string;
  readonly repository: string;
  readonly version: string;
  readonly documentationUrl?: string;
}

/** What Airbyte calls definitions: the connectors of this program. They are the same in every workspace. */
export function definitionRoutes(services: Services): Hono {
  const routes = new Hono();
  for (const [kind, list] of [
    ["sources", () => sourceDefinitions(services)],
    ["destinations", () => destinationDefinitions],
  ] as const) {
    const path = `/:workspaceId/definitions/${kind}` as const;
    routes.get(path, (context) => {
      requireWorkspace(services, context);
      return context.json({ previous: "", next: "", data: list().map(view) });
    });
    routes.get(`${path}/:definitionId`, (context) => {
      requireWorkspace(services, context);
      const id = pathId(context, "definitionId");
      const definition = list().find((each) => each.id === id);
      if (!definition) throw notFound("definition", id);
      return context.json(view(definition));
    });
    routes.on(["POST", "PUT", "DELETE"], [path, `${path}/:definitionId`], (context) => {
      requireWorkspace(services, context);
      throw new Problem("unprocessable-entity", NO_IMAGES);
    });
  }
  return routes;
}

const ConnectorQuery = z.object({ type: z.enum(["source", "destination"]), workspaceId: z.uuid().optional() });

export function connectorDefinitionRoutes(services: Services): Hono {
  const routes = new Hono();
  routes.get("/", (context) => {
    const { type } = readQuery(context, ConnectorQuery);
    const list = type === "source" ? sourceDefinitions(services) : destinationDefinitions;
    const data = list.map(({ id, name, version }) => ({ id, name, connectorDefinitionType: type, version }));
    return context.json({ data });
  });
  return routes;
}

function sourceDefinitions({ installer }: Services): Definition[] {
  const connectors = connectorDefinitions.map((definition) => {
    const state = installer.stateOf(definition);
    return {
      id: definition.id,
      name: definition.name,
      repository: `airbyte/${definition.venv}`,
      version: state.status === "ready" ? state.version : NOT_INSTALLED,
      documentationUrl: documentationUrl(definition),
    };
  });
  return [
    ...connectors,
    { id: REPLAY_DEFINITION_ID, name: "Replay", repository: "embedded/source-replay", version: OUR_VERSION },
  ];
}

const destinationDefinitions: readonly Definition[] = [
  { id: LAKE_DEFINITION_ID, name: "Lake", repository: "embedded/destination-lake", version: OUR_VERSION },
  { id: POSTGRES_DEFINITION_ID, name: "Postgres", repository: "embedded/destination-postgres", version: OUR_VERSION },
];

const view = ({ id, name, repository, version, documentationUrl }: Definition) => ({
  id,
  name,
  dockerRepository: repository,
  dockerImageTag: version,
  ...(documentationUrl && { documentationUrl }),
});
