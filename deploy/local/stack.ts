import { migrate } from "./migrate.ts";
import { airbyteProcess, mailProcess, runnerProcess, sampleProcess, workerProcess } from "./processes.ts";
import { step } from "./progress.ts";
import { readSecrets, writeWorkerEnvironment } from "./secrets.ts";
import type { Settings } from "./settings.ts";
import type { Supervisor } from "./supervisor.ts";
import { startTicker } from "./ticker.ts";
import { answers, until } from "./wait.ts";
import { watchHealth } from "./watch.ts";
import { WorkerApi } from "./worker-api.ts";

const patienceMs = 60_000;

/** Starts every process of one machine and waits until each answers. Watches and the Cron ticker are added to `watches`, to be stopped first. */
export async function startStack(
  settings: Settings,
  supervisor: Supervisor,
  watches: (() => void)[],
): Promise<WorkerApi> {
  const secrets = await readSecrets(settings);
  const environmentFile = await writeWorkerEnvironment(settings, secrets);
  await step("database migrations", () => migrate(settings));

  const health = {
    sample: `${settings.urls.sample}/`,
    airbyte: `${settings.urls.airbyte}/api/public/v1/health`,
    mail: `${settings.urls.mail}/health`,
    worker: `${settings.urls.worker}/api/health/`,
  };
  supervisor.start(workerProcess(settings, environmentFile));
  supervisor.start(sampleProcess(settings));
  supervisor.start(airbyteProcess(settings, secrets));
  supervisor.start(mailProcess(settings, secrets));
  const parts = Object.entries(health);
  await Promise.all(parts.map(([name, url]) => step(`${name} answers`, () => until(name, patienceMs, answers(url)))));
  supervisor.start(runnerProcess(settings, secrets));

  for (const [name, url] of parts) watches.push(watchHealth(supervisor, name, url));
  const worker = new WorkerApi(settings.urls.worker, secrets.operatorKey);
  watches.push(startTicker(worker));
  return worker;
}
