import { Hono } from "hono";
import {
  type ConnectorDefinition,
  connectorDefinitions,
  definitionOf,
  documentationUrl,
  REPLAY,
} from "../connector/definitions.ts";
import { ConnectorFailure } from "../connector/failure.ts";
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

/** What can be connected: each connector with its state here, at once; one alone is told with its spec, for which it may have to be asked. */
export function connectorRoutes(services: Services): Hono {
  const routes = new Hono();
  routes.get("/", (context) => {
    const all = connectorDefinitions.map((definition) => stateOf(services, definition));
    const { spec: _, secretPaths: __, ...told } = replay;
    return context.json({ data: [...all, told] });
  });
  routes.get("/:sourceType", async (context) => {
    const sourceType = pathId(context, "sourceType");
    if (sourceType === REPLAY) return context.json(replay);
    return context.json(await withSpec(services, known(sourceType)));
  });
  routes.post("/:sourceType/install", (context) => {
    const sourceType = pathId(context, "sourceType");
    if (sourceType === REPLAY) return context.json(replay);
    const definition = known(sourceType);
    // Goes on by itself; its state is asked for. What went wrong is kept there.
    void services.installer.ensure(definition).catch(() => {});
    return context.json(stateOf(services, definition));
  });
  return routes;
}

function known(sourceType: string): ConnectorDefinition {
  const definition = definitionOf(sourceType);
  if (!definition) throw notFound("connector", sourceType);
  return definition;
}

function stateOf({ installer }: Services, definition: ConnectorDefinition) {
  const state = installer.stateOf(definition);
  return {
    sourceType: definition.sourceType,
    name: definition.name,
    documentationUrl: documentationUrl(definition),
    status: state.status,
    detail: "detail" in state ? state.detail : "since" in state ? `since ${state.since}` : null,
    version: "version" in state ? state.version : null,
  };
}

async function withSpec(services: Services, definition: ConnectorDefinition) {
  const state = stateOf(services, definition);
  const none = { ...state, spec: null, secretPaths: [] };
  if (state.status !== "ready") return none;
  try {
    const spec = await services.connectors.spec(definition);
    return { ...state, spec, secretPaths: secretPaths(spec) };
  } catch (error) {
    if (error instanceof ConnectorFailure) return { ...none, status: "failed", detail: error.message };
    throw error;
  }
}
