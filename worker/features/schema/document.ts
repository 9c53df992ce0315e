import { createRoute, OpenAPIHono, type RouteConfig } from "@hono/zod-openapi";
import type { Access, Endpoint } from "#contracts/endpoint.ts";
import { endpoints } from "#contracts/index.ts";
import { Problem } from "#contracts/problem.ts";
import { inputSchema, parametersOf } from "./input-schema.ts";
import { problemsOf } from "./problems.ts";

const title = "ADinsights";
const bodiless = new Set([204, 302, 304]);

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
    description: "`access` of the sign-in's answer; 5 minutes, bound to one tenant.",
  });
  parts.registerComponent("securitySchemes", "key", {
    type: "http",
    scheme: "bearer",
    bearerFormat: "adk_…",
    description: "An API key of a service account, with capabilities of its own.",
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
  const { name, method, path, summary, description, access, params, query } = endpoint;
  return createRoute({
    operationId: name,
    method,
    path,
    summary,
    tags: [path.startsWith("/internal/") ? "internal" : "api"],
    security: securityOf(access),
    ...descriptionOf(description, access),
    parameters: [...parametersOf(params, "path"), ...parametersOf(query, "query")],
    request: requestOf(endpoint),
    responses: responsesOf(endpoint),
  });
}

function descriptionOf(description: string | undefined, access: Access) {
  const needs = access.includes(".") ? `Needs the capability \`${access}\`.` : undefined;
  const said = [description, needs].filter((part) => part !== undefined);
  return said.length > 0 ? { description: said.join(" ") } : {};
}

function securityOf(access: Access): Record<string, string[]>[] {
  if (access === "public") return [];
  if (access === "runner" || access === "operator") return [{ internal: [] }];
  const personOnly = access === "signed-in" || access.startsWith("agency.") || access.startsWith("platform.");
  return [{ session: [] }, { access: [] }, ...(personOnly ? [] : [{ key: [] }])];
}

function requestOf({ body, binary }: Endpoint): NonNullable<RouteConfig["request"]> {
  if (binary)
    return { body: { required: true, content: { [binary.type]: { schema: { type: "string", format: "binary" } } } } };
  return body
    ? { body: { required: true, content: { "application/json": { schema: inputSchema(body) as object } } } }
    : {};
}

function contentOf({ output, text }: Endpoint) {
  if (output) return { content: { "application/json": { schema: output } } };
  return text ? { content: { [text]: { schema: { type: "string" as const } } } } : {};
}

function usualStatus({ output, text, accepted }: Endpoint): number {
  if (accepted) return 202;
  return output || text ? 200 : 204;
}

function responsesOf(endpoint: Endpoint): RouteConfig["responses"] {
  const content = contentOf(endpoint);
  const usual = endpoint.page ? {} : { [usualStatus(endpoint)]: { description: "Done", ...content } };
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
