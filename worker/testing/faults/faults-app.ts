import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { buildWeb } from "../../../deploy/local/build-web.ts";
import { readSecrets, type Secrets } from "../../../deploy/local/secrets.ts";
import { readSettings, type Settings } from "../../../deploy/local/settings.ts";
import { startStack } from "../../../deploy/local/stack.ts";
import { Supervisor } from "../../../deploy/local/supervisor.ts";
import { AirbyteClient } from "../../../runner/airbyte/testing/client.ts";
import { freePorts } from "../app/start-app.ts";
import { startFaultProxy } from "./fault-proxy.ts";

export interface FaultyApp {
  readonly url: string;
  readonly operatorKey: Secrets["operatorKey"];
  /** Where a fault proxy answers: before the embedded Airbyte, and before the sample platform. */
  readonly airbyte: string;
  readonly sample: string;
  /** The embedded Airbyte as whoever runs it reaches it: past the proxy. */
  readonly airbyteItself: { readonly url: string; readonly clientId: string; readonly clientSecret: string };
  /** Folder of all tenants' raw records. */
  readonly lake: string;
}

declare module "vitest" {
  interface ProvidedContext {
    faulty: FaultyApp;
  }
}

/** Few days, so that a sync takes seconds; days that the world may move on are left. */
const world = {
  days: 6,
  scale: "small",
  seed: 1,
  sources: "all",
  today: new Date(Date.now() - 4 * 86_400_000).toISOString().slice(0, 10),
} as const;

/** All processes of a start and no tenant. What the Worker asks of Airbyte, and the connectors of the platforms, goes through a fault proxy. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const state = await mkdtemp(join(tmpdir(), "adinsights-faults-"));
  process.env.RATE_LIMITS = JSON.stringify({ ip: 1e6, auth: 1e6, user: 1e6, key: 1e6, tenant: 1e6 });
  const own = readSettings({ ...process.env, LOCAL_STATE: state, PORT: String(await freePorts()) });
  const airbyte = await startFaultProxy(() => own.urls.airbyte);
  const sample = await startFaultProxy(() => own.urls.sample);
  const settings: Settings = { ...own, sample: world, urls: { ...own.urls, airbyte: airbyte.url, sample: sample.url } };
  const supervisor = new Supervisor(state);
  const watches: (() => void)[] = [];
  const stop = async () => {
    for (const stopWatch of watches) stopWatch();
    await supervisor.stop();
    await Promise.all([airbyte.close(), sample.close()]);
    await rm(state, { recursive: true, force: true });
  };
  try {
    await buildWeb();
    await startStack(settings, supervisor, watches);
    const { operatorKey, airbyteClientId, airbyteClientSecret } = await readSecrets(settings);
    // Asks every connector for its spec, which busy cores do more slowly than the Worker waits.
    const client = await AirbyteClient.signIn(own.urls.airbyte, airbyteClientId, airbyteClientSecret);
    await client.must("GET", "/embedded/v1/connectors");
    project.provide("faulty", {
      url: settings.urls.worker,
      operatorKey,
      airbyte: airbyte.url,
      sample: sample.url,
      airbyteItself: { url: own.urls.airbyte, clientId: airbyteClientId, clientSecret: airbyteClientSecret },
      lake: join(settings.warehouse, "lake"),
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}
