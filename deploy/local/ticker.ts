import type { WorkerApi } from "./worker-api.ts";

/** Fires the Cron triggers at their times, which wrangler dev does not do by itself. Returns what stops it. */
export function startTicker(worker: WorkerApi): () => void {
  let lastMinute = Math.floor(Date.now() / 60_000);
  const fire = (cron: Parameters<WorkerApi["tick"]>[0]) =>
    worker.tick(cron).catch((error: Error) => console.error(`! Cron ${cron}: ${error.message}`));

  const timer = setInterval(() => {
    const minute = Math.floor(Date.now() / 60_000);
    if (minute === lastMinute) return;
    lastMinute = minute;
    void fire("* * * * *");
    if (minute % 60 === 17) void fire("17 * * * *");
  }, 1000);
  return () => clearInterval(timer);
}
