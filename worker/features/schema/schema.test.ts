import { expect, test } from "vitest";
import { endpoints } from "#contracts/index.ts";
import { startApp } from "../../testing/harness.ts";

const app = startApp();

interface Operation {
  operationId: string;
  security: Record<string, string[]>[];
  parameters?: { name: string; in: string; required?: boolean; schema: object }[];
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>;
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { securitySchemes: object };
}

const document = await (await app.fetch("/api/schema/")).json<Document>();

test("it is an OpenAPI 3.1 document with our ways to sign in", () => {
  expect(document.openapi).toBe("3.1.0");
  expect(Object.keys(document.components.securitySchemes).sort()).toEqual(["access", "internal", "key", "session"]);
});

test("every endpoint is in it, and nothing else", () => {
  const told = Object.values(document.paths).flatMap((path) =>
    Object.values(path).map((operation) => operation.operationId),
  );
  expect(told.sort()).toEqual(
    Object.values(endpoints)
      .map(({ name }) => name)
      .sort(),
  );
});

test.each(Object.values(endpoints).map((endpoint) => [endpoint.name, endpoint] as const))(
  "%s is told whole",
  (_, endpoint) => {
    const operation = document.paths[endpoint.path]![endpoint.method]!;
    const inPath = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    expect(operation.parameters?.filter((one) => one.in === "path").map((one) => one.name) ?? []).toEqual(inPath);
    expect(operation.security.length).toBe(endpoint.access === "public" ? 0 : operation.security.length || 1);
    const bodied = endpoint.output || endpoint.text ? "200" : "204";
    const done = operation.responses[endpoint.page ? "302" : endpoint.accepted ? "202" : bodied]!;
    if (endpoint.output) expect(Object.keys(done.content!["application/json"]!.schema).length).toBeGreaterThan(0);
    else expect(Object.keys(done.content ?? {})).toEqual(endpoint.text ? [endpoint.text] : []);
    if (endpoint.body) expect(Object.keys(operation.requestBody!.content)).toEqual(["application/json"]);
    if (endpoint.access !== "public") expect(operation.responses).toHaveProperty("401");
    expect(operation.responses["500"]!.content).toHaveProperty("application/problem+json");
  },
);

test("query parameters come with their types", () => {
  const parameters = document.paths["/api/metrics/combined/"]!.get!.parameters!;
  const limit = parameters.find((one) => one.name === "limit")!;
  expect(limit).toMatchObject({ in: "query", required: false, schema: { type: "integer", minimum: 1, maximum: 1000 } });
  expect(parameters.find((one) => one.name === "start_date")!.schema).toMatchObject({ type: "string", format: "date" });
});

const bodyOf = (path: string, method: string) =>
  document.paths[path]![method]!.requestBody!.content["application/json"]!.schema as {
    properties: Record<string, object>;
    additionalProperties: boolean;
  };

test("what may be sent is told as exactly as it is checked", () => {
  const { properties, additionalProperties } = bodyOf("/api/auth/login/", "post");
  expect(additionalProperties).toBe(false);
  expect(properties.email).toMatchObject({ format: "email", maxLength: 254, pattern: expect.any(String) });
  expect(bodyOf("/api/me/", "patch").properties.name).toMatchObject({ minLength: 1, maxLength: 200, pattern: "\\S" });
  expect(bodyOf("/api/tenant/", "patch").properties.time_zone).toMatchObject({ format: "iana-time-zone" });
});

test("a default makes a field optional for who sends it", () => {
  const parameters = document.paths["/api/tenants/"]!.get!.parameters!;
  expect(parameters.filter((one) => one.required).map((one) => one.name)).toEqual([]);
  expect(parameters.find((one) => one.name === "limit")!.schema).toMatchObject({ default: 50 });
});
