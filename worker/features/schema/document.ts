import { createRoute, OpenAPIHono, type RouteConfig, type z } from "@hono/zod-openapi";
import type { Access, Endpoint } from "#contracts/endpoint.ts";
import { endpoints } from "#contracts/index.ts";
import { Problem } from "#contracts/problem.ts";
import { problemsOf } from "./problems.ts";

const title = "ADinsights";
const bodiless = new Set([204, 304]);

/** The OpenAPI 3.1 document of every endpoint in the contracts. */
export function openApiDocument(version: string, url: string) {
  const registry = new OpenAPIHono();
  const { openAPIRegistry: parts } = registry;
  parts.registerComponent("securitySchemes", "session", {
    type: "apiKey",
    in: "cookie",
    name: "__Secure-adinsights.session_token",
    description:
      "Set at sign-in (without the prefix in development). Unsafe methods also need an Origin header of our own page.",
  });
  parts.registerComponent("securitySchemes", "access", {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "`access` of the sign-in's answer; 15 minutes, bound to one tenant.",
  });
  parts.registerComponent("securitySchemes", "internal", {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "Ed25519-signed, audience adinsights-worker, claim scope runner or operator, at most 60 seconds.",
  });
  for (const endpoint of Object.values(endpoints)) parts.registerPath(describe(endpoint));
  return registry.getOpenAPI31Document({ openapi: "3.1.0", info: { title, version }, servers: [{ url }] });
}

function describe(endpoint: Endpoint): RouteConfig {
  const { name, method, path, summary, access } = endpoint;
  return createRoute({
    operationId: name,
    method,
    path,
    summary,
    tags: [path.startsWith("/internal/") ? "internal" : "api"],
    security: securityOf(access),
    ...(isCapability(access) ? { description: `Needs the capability \`${access}\`.` } : {}),
    request: requestOf(endpoint),
    responses: responsesOf(endpoint),
  });
}

function isCapability(access: Access): boolean {
  return access.includes(".");
}

function securityOf(access: Access): Record<string, string[]>[] {
  if (access === "public") return [];
  if (access === "runner" || access === "operator") return [{ internal: [] }];
  return [{ session: [] }, { access: [] }];
}

function requestOf({ params, query, body, binary }: Endpoint): NonNullable<RouteConfig["request"]> {
  return {
    ...(params ? { params: params as z.ZodObject } : {}),
    ...(query ? { query: query as z.ZodObject } : {}),
    ...(body ? { body: { required: true, content: { "application/json": { schema: body } } } } : {}),
    ...(binary
      ? { body: { required: true, content: { [binary.type]: { schema: { type: "string", format: "binary" } } } } }
      : {}),
  };
}

function responsesOf(endpoint: Endpoint): RouteConfig["responses"] {
  const content = endpoint.output ? { content: { "application/json": { schema: endpoint.output } } } : {};
  const usual = { [endpoint.output ? 200 : 204]: { description: "Done", ...content } };
  const also = Object.entries(endpoint.also ?? {}).map(([status, description]) => [
    status,
    { description, ...(bodiless.has(Number(status)) ? {} : content) },
  ]);
  const problems = [...problemsOf(endpoint)].map(([status, kinds]) => [
    status,
    {
      description: kinds.map((kind) => `\`/problems/${kind}\``).join(" or "),
      content: { "application/problem+json": { schema: Problem } },
    },
  ]);
  return { ...usual, ...Object.fromEntries([...problems, ...also]) };
}
