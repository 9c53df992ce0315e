import { Hono } from "hono";
import {
  type ConnectorDefinition,
  connectorDefinitions,
  definitionOf,
  documentationUrl,
  REPLAY,
} from "../connector/definitions.ts";
import type { JsonSchema } from "../connector/messages.ts";
import { secretPaths } from "../connector/secret-paths.ts";
import { pathId } from "../http/input.ts";
import { notFound } from "../http/problems.ts";
import type { Services } from "../services.ts";

const replaySpec: JsonSchema = {
  type: "object",
  title: "Replay",
  required: ["fileId"],
  properties: {
    fileId: {
      type: "string",
      title: "Recording",
      description: "A file of recorded connector messages, uploaded before.",
    },
  },
};

const replay = {
  sourceType: REPLAY,
  name: "Replay",
  documentationUrl: null,
  status: "ready",
  detail: null,
  version: null,
  spec: replaySpec,
  secretPaths: [],
};

/** What can be connected: each connector with its state here, and once it is there, with its spec. */
export function connectorRoutes(services: Services): Hono {
  const routes = new Hono();
  routes.get("/", async (context) => {
    const data = await Promise.all(connectorDefinitions.map((definition) => shown(services, definition)));
    return context.json({ data: [...data, replay] });
  });
  routes.post("/:sourceType/install", async (context) => {
    const sourceType = pathId(context, "sourceType");
    if (sourceType === REPLAY) return context.json(replay);
    const definition = definitionOf(sourceType);
    if (!definition) throw notFound("connector", sourceType);
    // Goes on by itself; its state is asked for. What went wrong is kept there.
    void services.installer.ensure(definition).catch(() => {});
    return context.json(await shown(services, definition));
  });
  return routes;
}

async function shown({ installer, connectors }: Services, definition: ConnectorDefinition) {
  const state = installer.stateOf(definition);
  const spec = state.status === "ready" ? await connectors.spec(definition) : null;
  return {
    sourceType: definition.sourceType,
    name: definition.name,
    documentationUrl: documentationUrl(definition),
    status: state.status,
    detail: "detail" in state ? state.detail : "since" in state ? `since ${state.since}` : null,
    version: "version" in state ? state.version : null,
    spec,
    secretPaths: spec ? secretPaths(spec) : [],
  };
}
