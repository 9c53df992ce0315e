import { join } from "node:path";
import { AirbyteApi } from "./airbyte-api.ts";
import { migrate } from "./migrate.ts";
import { airbyteProcess, runnerProcess, sampleProcess, workerProcess } from "./processes.ts";
import { step } from "./progress.ts";
import { readSecrets, writeWorkerEnvironment } from "./secrets.ts";
import type { Settings } from "./settings.ts";
import { Supervisor } from "./supervisor.ts";
import { startTicker } from "./ticker.ts";
import { answers, until } from "./wait.ts";
import { watchHealth } from "./watch.ts";
import { WorkerApi } from "./worker-api.ts";

export interface Stack {
  readonly supervisor: Supervisor;
  readonly worker: WorkerApi;
  readonly airbyte: AirbyteApi;
  stop(): Promise<void>;
}

const secondsToAnswer = 60_000;

/** Starts every process of one machine and waits until each answers. What is started is stopped again when one does not come up. */
export async function startStack(settings: Settings): Promise<Stack> {
  const secrets = await readSecrets(settings);
  const environmentFile = await writeWorkerEnvironment(settings, secrets);
  await step("database migrations", () => migrate(settings));

  const supervisor = new Supervisor(settings.state);
  const stops: (() => void)[] = [];
  const stop = async () => {
    for (const end of stops) end();
    await supervisor.stop();
  };
  const health = {
    sample: `${settings.urls.sample}/`,
    airbyte: `${settings.urls.airbyte}/api/public/v1/health`,
    worker: `${settings.urls.worker}/api/health/`,
  };
  try {
    supervisor.start(workerProcess(settings, environmentFile));
    supervisor.start(sampleProcess(settings));
    supervisor.start(airbyteProcess(settings, secrets));
    await Promise.all(
      Object.entries(health).map(([name, url]) =>
        step(`${name} answers`, () => until(name, secondsToAnswer, answers(url))),
      ),
    );
    supervisor.start(runnerProcess(settings, secrets));
  } catch (error) {
    await stop();
    throw new Error(`${error instanceof Error ? error.message : error}\n  Logs: ${join(settings.state, "logs")}`, {
      cause: error,
    });
  }
  for (const [name, url] of Object.entries(health)) stops.push(watchHealth(supervisor, name, url));
  const worker = new WorkerApi(settings.urls.worker, secrets.operatorKey);
  stops.push(startTicker(worker));
  return { supervisor, worker, airbyte: new AirbyteApi(settings.urls.airbyte, secrets), stop };
}
