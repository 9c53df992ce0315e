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
});
