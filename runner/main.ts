import { serveDocs } from "./dbt/docs-server.ts";
import { createTransform } from "./dbt/transform.ts";
import { readEnvironment } from "./environment.ts";
import { leaseForever } from "./lease.ts";
import { createLog, messageOf } from "./log.ts";
import { createSigner } from "./token.ts";
import { WorkerClient } from "./worker-client.ts";

/** Leases transforms from the Worker until SIGTERM or SIGINT; then gives back what it holds and ends dbt. */
async function main(): Promise<void> {
  const env = readEnvironment(process.env);
  const log = createLog();
  const stop = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => {
      log("info", "runner.stopping", { signal });
      stop.abort(new Error("runner stopped"));
    });
  }

  const dbt = createTransform(
    {
      python: env.dbtPython,
      project: env.dbtProject,
      warehouse: env.warehouse,
      state: env.dbtState,
      ratesSources: env.ratesSources,
    },
    log,
  );
  dbt.process.warmUp();
  const docs =
    env.port === undefined
      ? undefined
      : await serveDocs(env.dbtState, env.port).catch((error: unknown) => {
          // Nobody's numbers wait for a page about the model.
          log("warn", "runner.docs_not_served", { port: env.port, reason: messageOf(error) });
          return undefined;
        });
  log("info", "runner.started", { runner_id: env.runnerId, worker: env.workerUrl });
  try {
    await leaseForever({
      client: new WorkerClient(env.workerUrl, createSigner(env.key, env.runnerId)),
      transform: dbt.transform,
      stateFolder: env.dbtState,
      log,
      stop: stop.signal,
      runnerId: env.runnerId,
      pollMs: env.leasePollMs,
    });
  } finally {
    docs?.close();
    await dbt.close();
  }
  log("info", "runner.stopped");
}

try {
  await main();
} catch (error) {
  createLog()("error", "runner.broken", { error: messageOf(error) });
  process.exitCode = 1;
}
