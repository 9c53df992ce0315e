import { execFile } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, test, vi } from "vitest";
import { connectorConfig, sourceTypeOf, standInHosts } from "../../sample/connectors.ts";
import { createSampleServer } from "../../sample/server.ts";
import { sampleTenants } from "../../sample/world/tenants.ts";
import { startAirbyte, testFolder, venvs } from "../testing/start.ts";

vi.setConfig({ testTimeout: 300_000 });

const script = fileURLToPath(new URL("../testing/sdk.py", import.meta.url));

async function runSdk(given: unknown): Promise<Record<string, unknown>> {
  const child = execFile(join(venvs, "airbyte-api", "bin", "python"), [script]);
  child.stdin!.end(JSON.stringify(given));
  const [answer, errors] = await Promise.all([text(child.stdout!), text(child.stderr!)]);
  if (answer === "") throw new Error(errors.slice(-2000));
  return JSON.parse(answer) as Record<string, unknown>;
}

test("Airbyte's own SDK creates, starts, lists, reads and cancels here as it does elsewhere", async () => {
  await using folder = testFolder();
  const stateFolder = join(folder.path, "sample");
  const sample = await createSampleServer({ port: 0, stateFolder, days: 3, scale: "small", seed: 1 }, { quiet: true });
  try {
    Object.assign(folder.config, { standIns: standInHosts(sample.url) });
    await using airbyte = await startAirbyte(folder.config);
    const { clientId, clientSecret } = folder.config;
    const { access } = sampleTenants(1)[0]!;
    const own = connectorConfig("microsoft_ads", access.microsoft_ads, { startDate: sample.control.moment.firstDay });
    const configuration = { ...own, sourceType: sourceTypeOf.microsoft_ads };
    const seen = await runSdk({ url: airbyte.server.url, clientId, clientSecret, configuration });
    expect(seen).toMatchObject({ sourceType: "bing-ads", second: 409, cancelled: "cancelled" });
    expect(seen).toMatchObject({ read: "cancelled", listed: [seen.started] });
    const { client } = airbyte;
    expect(await client.call("GET", `/connections/${seen.connectionId}`)).toMatchObject({ status: 404 });
    expect(await client.must("GET", `/workspaces/${seen.workspaceId}`)).toMatchObject({ name: "from the SDK" });
  } finally {
    await sample.close();
  }
});
