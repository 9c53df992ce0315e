import { readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { z } from "zod";
import { record } from "../testing/lake.ts";
import { factsFile, startAirbyte, testFolder } from "../testing/start.ts";

vi.setConfig({ testTimeout: 60_000 });

const Document = z.object({ components: z.object({ schemas: z.record(z.string(), z.unknown()) }) });
/** What clients cannot do without, whether or not the document is at hand. */
const needed: Readonly<Record<string, readonly string[]>> = {
  PublicAccessTokenResponse: ["access_token", "token_type", "expires_in"],
  WorkspaceResponse: ["workspaceId", "name", "dataResidency", "notifications"],
  SourceResponse: ["sourceId", "name", "sourceType", "workspaceId", "configuration", "definitionId", "createdAt"],
  DestinationResponse: ["destinationId", "name", "destinationType", "definitionId", "workspaceId", "configuration"],
  ConnectionResponse: ["connectionId", "name", "sourceId", "destinationId", "workspaceId", "status", "schedule"],
  TagResponse: ["tagId", "name", "color", "workspaceId"],
  DefinitionResponse: ["id", "name", "dockerRepository", "dockerImageTag"],
  ConnectorDefinitionsResponse: ["data"],
  JobResponse: ["jobId", "status", "jobType", "startTime", "connectionId", "lastUpdatedAt", "duration", "rowsSynced"],
};

/** Airbyte's own document, where it lies beside the checkout, as a second opinion. */
function officialIssues(schema: string, value: unknown): unknown[] {
  const path = factsFile("airbyte_public_v1_subset.json");
  if (!path) return [];
  const text = readFileSync(path, "utf8").replaceAll("#/components/schemas/", "#/$defs/");
  const { schemas } = Document.parse(JSON.parse(text)).components;
  const document = { $ref: `#/$defs/${schema}`, $defs: schemas } as Parameters<typeof z.fromJSONSchema>[0];
  return z.fromJSONSchema(document).safeParse(value).error?.issues ?? [];
}

function valid(schema: string, value: unknown): void {
  expect(Object.keys(value as object)).toEqual(expect.arrayContaining([...(needed[schema] ?? [])]));
  expect(officialIssues(schema, value), `${schema} ${JSON.stringify(value)}`).toEqual([]);
}

test("an answer of another shape does not pass", () => {
  expect(() => valid("JobResponse", { jobId: "1", status: "done" })).toThrow();
});

test("every answer has the shape that Airbyte's document gives it", async () => {
  await using folder = testFolder();
  await using airbyte = await startAirbyte(folder.config);
  const { client } = airbyte;
  const { clientId, clientSecret } = folder.config;
  const credentials = { client_id: clientId, client_secret: clientSecret };
  valid("PublicAccessTokenResponse", await client.must("POST", "/applications/token", credentials));

  const { sourceId, connectionId } = await client.replayOf(record("ads", '{"id":1}'));
  const jobId = await client.startJob(connectionId);
  await airbyte.server.settled(jobId);
  const connection = await client.must("GET", `/connections/${connectionId}`);
  valid("ConnectionResponse", connection);
  valid("SourceResponse", await client.must("GET", `/sources/${sourceId}`));
  valid("DestinationResponse", await client.must("GET", `/destinations/${connection.destinationId}`));
  valid("WorkspaceResponse", await client.must("GET", `/workspaces/${connection.workspaceId}`));
  valid("JobResponse", await client.must("GET", `/jobs/${jobId}`));
  valid("StreamPropertiesResponse", await client.must("GET", `/streams?sourceId=${sourceId}`));
  for (const [noun, schema] of [
    ["workspaces", "WorkspacesResponse"],
    ["sources", "SourcesResponse"],
    ["destinations", "DestinationsResponse"],
    ["connections", "ConnectionsResponse"],
    ["jobs", "JobsResponse"],
  ] as const)
    valid(schema, await client.must("GET", `/${noun}`));

  const workspaceId = String(connection.workspaceId);
  const tag = await client.must("POST", "/tags", { name: "brand", color: "FF5733", workspaceId });
  valid("TagResponse", tag);
  valid("TagResponse", await client.must("GET", `/tags/${tag.tagId}`));
  valid("TagResponse", await client.must("PATCH", `/tags/${tag.tagId}`, { name: "brands", color: "00ff00" }));
  valid("TagsResponse", await client.must("GET", `/tags?workspaceIds=${workspaceId}`));
  const tagged = await client.must("PATCH", `/connections/${connectionId}`, { tags: [tag] });
  expect(tagged.tags).toHaveLength(1);
  valid("ConnectionResponse", tagged);
  const webhook = { enabled: true, url: "http://127.0.0.1:9/hook" };
  const notifications = { failure: { webhook }, success: { webhook, email: { enabled: false } } };
  valid("WorkspaceResponse", await client.must("PATCH", `/workspaces/${workspaceId}`, { notifications }));
  const source = await client.must("GET", `/sources/${sourceId}`);
  valid("SourceResponse", await client.must("PUT", `/sources/${sourceId}`, source));
  const destination = await client.must("GET", `/destinations/${connection.destinationId}`);
  valid("DestinationResponse", await client.must("PUT", `/destinations/${destination.destinationId}`, destination));
  for (const kind of ["source", "destination"]) {
    const path = `/workspaces/${workspaceId}/definitions/${kind}s`;
    const definitions = await client.must("GET", path);
    valid("DefinitionsResponse", definitions);
    const [{ id }] = definitions.data as [{ id: string }];
    valid("DefinitionResponse", await client.must("GET", `${path}/${id}`));
    valid("ConnectorDefinitionsResponse", await client.must("GET", `/connector_definitions?type=${kind}`));
  }
});

const operations = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });
const methods = ["get", "post", "put", "patch", "delete"];

test("there is a route for every operation of Airbyte's document", async () => {
  const path = factsFile("airbyte_public_v1_subset.json");
  const paths = path ? operations.parse(JSON.parse(readFileSync(path, "utf8"))).paths : { "/tags": { get: {} } };
  await using folder = testFolder();
  await using airbyte = await startAirbyte(folder.config);
  const unknown: string[] = [];
  for (const [template, operation] of Object.entries(paths))
    for (const method of methods.filter((name) => name in operation)) {
      const answer = await airbyte.client.call(
        method.toUpperCase(),
        template.replaceAll(/\{\w+\}/g, "none"),
        method === "get" ? undefined : {},
      );
      if (String(answer.body.detail).startsWith("There is no ")) unknown.push(`${method} ${template}`);
    }
  expect(unknown).toEqual([]);
});
