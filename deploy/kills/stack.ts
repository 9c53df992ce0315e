import { mkdtempSync } from "node:fs";
import { mkdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AirbyteClient } from "../../runner/airbyte/testing/client.ts";
import { type SampleTenant, sampleTenants } from "../../runner/sample/world/tenants.ts";
import { connectSource, worldOf } from "../local/connect-sample.ts";
import { OwnerApi } from "../local/owner-api.ts";
import { provisionTenant } from "../local/provision-sample.ts";
import { runCommand } from "../local/run-command.ts";
import { ownerOf } from "../local/sample-people.ts";
import { SampleRecord } from "../local/sample-record.ts";
import { sampleSources } from "../local/sample-sources.ts";
import { readSecrets } from "../local/secrets.ts";
import { readSettings, type Settings } from "../local/settings.ts";
import { startStack } from "../local/stack.ts";
import { Supervisor } from "../local/supervisor.ts";
import type { WorkerApi } from "../local/worker-api.ts";
import { installNumbered, NumberedPlatform, numberedStreams } from "./platform.ts";
import { givePlaceForNotifications } from "./sign-in.ts";

/** A connection whose records are numbered. `airbyteId` is its folder in the lake, too. */
export interface NumberedConnection {
  readonly id: string;
  readonly airbyteId: string;
  readonly sourceId: string;
  readonly platform: NumberedPlatform;
}

export interface NumberedTenant {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  readonly connections: readonly NumberedConnection[];
}

export interface Stack {
  readonly settings: Settings;
  readonly supervisor: Supervisor;
  readonly worker: WorkerApi;
  readonly numbered: readonly NumberedTenant[];
  /** A tenant of the sample platform, read by Meta's and TikTok's own connectors. */
  readonly sample: { readonly id: string; readonly email: string; readonly password: string };
  airbyte(): Promise<AirbyteClient>;
  /** The state folder goes, unless something is to be looked up in it. */
  stop(isFine: boolean): Promise<void>;
}

const realVenvs = ["dbt", "source-facebook-marketing", "source-tiktok-marketing"];
const restarts = { firstWaitMs: 100, longestWaitMs: 300 };

/** The processes of `npm start`, with a state folder of their own and the numbered connector among the connectors. `pythonHome` has the venvs. */
export async function startKillable(port: number, pythonHome: string): Promise<Stack> {
  const state = mkdtempSync(join(tmpdir(), "adinsights-kills-"));
  const settings = readSettings({
    PORT: String(port),
    LOCAL_STATE: state,
    SAMPLE_DAYS: "14",
    SAMPLE_TODAY: new Date(Date.now() - 6 * 86_400_000).toISOString().slice(0, 10),
  });
  const venvs = join(settings.pythonHome, "venvs");
  await mkdir(venvs, { recursive: true });
  for (const name of realVenvs) await symlink(join(pythonHome, "venvs", name), join(venvs, name));
  // What PATH names may be a starter that costs more than the connector itself.
  const interpreter = await runCommand(settings.python, ["-c", "import sys; print(sys.executable)"]);
  await installNumbered(venvs, settings.python, interpreter.trim());

  const supervisor = new Supervisor(state, restarts);
  const watches: (() => void)[] = [];
  const worker = await startStack(settings, supervisor, watches);
  const secrets = await readSecrets(settings);
  const client = () =>
    AirbyteClient.signIn(settings.urls.airbyte, secrets.airbyteClientId, secrets.airbyteClientSecret);
  const numbered: NumberedTenant[] = [];
  for (const index of [0, 1]) numbered.push(await makeTenant(settings, worker, await client(), index));
  const tenant = sampleTenants(settings.sample.seed)[1]!;
  await provisionTenant(worker, tenant);
  await connectFirstSources(settings, tenant);
  return {
    settings,
    supervisor,
    worker,
    numbered,
    sample: ownerOf(tenant),
    airbyte: client,
    async stop(isFine) {
      for (const stopWatch of watches) stopWatch();
      await supervisor.stop();
      if (isFine) await rm(state, { recursive: true, force: true });
      else console.log(`the state is left in ${state}`);
    },
  };
}

/** As its owner would, by the public API. */
async function connectFirstSources(settings: Settings, tenant: SampleTenant): Promise<void> {
  const owner = new OwnerApi(settings.urls.worker, ownerOf(tenant));
  const connecting = {
    record: await SampleRecord.open(settings),
    ownerOf: () => owner,
    ...(await worldOf(settings)),
    ending: new AbortController().signal,
  };
  const { first } = sampleSources(settings.sample);
  for (const source of first.filter(({ tenantId }) => tenantId === tenant.id)) await connectSource(connecting, source);
}

const connectionsEach = 3;

async function makeTenant(
  settings: Settings,
  worker: WorkerApi,
  airbyte: AirbyteClient,
  index: number,
): Promise<NumberedTenant> {
  const id = `numbered-${index}`;
  const sign = { email: `owner@${id}.example`, password: `correct-horse-${id}` };
  const { workspaceId } = (await airbyte.must("POST", "/workspaces", { name: id })) as { workspaceId: string };
  const connections: NumberedConnection[] = [];
  for (let at = 0; at < connectionsEach; at += 1) {
    const number = index * connectionsEach + at;
    const platform = new NumberedPlatform(join(settings.state, "numbered", String(number)), number);
    const body = { name: `${id}-${at}`, workspaceId, configuration: platform.configuration };
    const sourceId = String((await airbyte.must("POST", "/sources", body)).sourceId);
    const names = ["advertisers", ...numberedStreams];
    const configurations = { streams: names.map((name) => ({ name })) };
    const airbyteId = await airbyte.connect(sourceId, workspaceId, "tiktok", { configurations }, id);
    connections.push({ id: `${id}-${at}`, airbyteId, sourceId, platform });
  }
  await worker.putTenant(id, {
    label: id,
    time_zone: "UTC",
    currency: "USD",
    region_set: "none",
    working_hours: { from: 0, to: 24 },
    members: [{ ...sign, name: "Owner", role: "owner" }],
    connections: connections.map(({ id: connectionId, airbyteId }) => ({
      id: connectionId,
      platform: "tiktok",
      name: connectionId,
      airbyte_connection_id: airbyteId,
      schedule: { kind: "manual" },
    })),
  });
  const url = await givePlaceForNotifications(settings.urls.worker, sign);
  const webhook = { enabled: true, url };
  await airbyte.must("PATCH", `/workspaces/${workspaceId}`, {
    notifications: { success: { webhook }, failure: { webhook } },
  });
  return { id, ...sign, connections };
}
