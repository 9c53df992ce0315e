import { type Context, Hono, type Next } from "hono";
import { bodyLimit } from "hono/body-limit";
import { ConnectorFailure } from "../connector/failure.ts";
import { messageOf } from "../log.ts";
import { backfillRoutes } from "../routes/backfills.ts";
import { configurationRoutes } from "../routes/configurations.ts";
import { connectionRoutes } from "../routes/connections.ts";
import { connectorRoutes } from "../routes/connectors.ts";
import { connectorDefinitionRoutes, definitionRoutes } from "../routes/definitions.ts";
import { destinationRoutes } from "../routes/destinations.ts";
import { jobDetailRoutes } from "../routes/job-details.ts";
import { jobRoutes } from "../routes/jobs.ts";
import { replayFileRoutes } from "../routes/replay-files.ts";
import { sourceRoutes } from "../routes/sources.ts";
import { streamRoutes } from "../routes/streams.ts";
import { tagRoutes } from "../routes/tags.ts";
import { tokenRoutes } from "../routes/token.ts";
import { workspaceRoutes } from "../routes/workspaces.ts";
import type { Services } from "../services.ts";
import type { SyncEngine } from "../sync/engine.ts";
import { Problem } from "./problems.ts";
import { createTokens, type Tokens } from "./token.ts";

const LARGEST_BODY = 1024 * 1024;

/** Airbyte's public API under /api/public/v1, and what it lacks under /embedded/v1. */
export function createApp(services: Services, engine: SyncEngine): Hono {
  const tokens = createTokens(services.config);
  const app = new Hono();
  app.notFound((context) => {
    throw new Problem("resource-not-found", `There is no ${context.req.method} ${context.req.path}`);
  });
  app.onError((error, context) => answerError(services, error, context));
  app.get("/api/public/v1/health", (context) => context.text("Successful operation"));

  const limited = bodyLimit({
    maxSize: LARGEST_BODY,
    onError: () => {
      throw new Problem("bad-request", `body: larger than ${LARGEST_BODY} bytes`);
    },
  });
  app.route("/api/public/v1/applications", tokenRoutes(tokens).use(limited));

  const api = new Hono().use(bearer(tokens), limited);
  api.route("/workspaces", workspaceRoutes(services, engine)).route("/workspaces", definitionRoutes(services));
  api.route("/sources", sourceRoutes(services, engine));
  api.route("/destinations", destinationRoutes(services, engine));
  api.route("/connections", connectionRoutes(services, engine));
  api.route("/jobs", jobRoutes(services, engine));
  api.route("/streams", streamRoutes(services));
  api.route("/tags", tagRoutes(services));
  api.route("/connector_definitions", connectorDefinitionRoutes(services));
  app.route("/api/public/v1", api);

  const embedded = new Hono().use(bearer(tokens));
  embedded.route("/connectors", connectorRoutes(services));
  embedded.use("/check", limited).use("/discover", limited).route("/", configurationRoutes(services));
  embedded.route("/jobs", jobDetailRoutes(services));
  embedded.use("/backfills", limited).route("/backfills", backfillRoutes(services, engine));
  embedded.route("/replay/files", replayFileRoutes(services));
  app.route("/embedded/v1", embedded);
  return app;
}

const bearer = (tokens: Tokens) => async (context: Context, next: Next) => {
  const token = context.req.header("authorization")?.match(/^Bearer (\S+)$/i)?.[1];
  if (!token || !(await tokens.isValid(token)))
    throw new Problem("invalid-api-key", "The API key in the Authorization header is invalid.");
  await next();
};

function answerError({ log }: Services, error: Error, context: Context): Response {
  if (error instanceof Problem) return context.json(error.body, error.status);
  log("error", "request.broken", { method: context.req.method, path: context.req.path, reason: messageOf(error) });
  const told = error instanceof ConnectorFailure ? error.message : "An unexpected problem has occurred.";
  const problem = new Problem("unexpected-problem", told);
  return context.json(problem.body, problem.status);
}
