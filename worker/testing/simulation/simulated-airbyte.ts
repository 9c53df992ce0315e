import { type Airbyte, noDetail } from "../../features/connections/airbyte/airbyte.ts";
import { AirbyteError } from "../../features/connections/airbyte/airbyte-error.ts";
import { draw } from "./draws.ts";

interface SimulatedJob {
  readonly connectionId: string;
  readonly endsAt: number;
  readonly fate: "succeeded" | "config" | "transient" | "limited";
}

/** Of a connection's day: what its syncs meet. `hopeless` fails every try, `stumbles` only the first one of a run. */
const fateOf = (connectionId: string, day: number) => {
  const luck = draw(`${connectionId}/${day}`);
  if (luck < 0.01) return "config";
  if (luck < 0.018) return "hopeless";
  return luck < 0.1 ? "stumbles" : "well";
};

const dayMs = 86_400_000;

/** An Airbyte in memory on the simulation's clock. It notes every rule that is broken. */
export function simulatedAirbyte(clock: () => number, groupOf: ReadonlyMap<string, string>, mostRunning: number) {
  const jobs: SimulatedJob[] = [];
  const newest = new Map<string, SimulatedJob>();
  const busy = new Map<string, Set<SimulatedJob>>();
  const broken: string[] = [];
  const limitedDays = new Set<string>();
  const stumbled = new Set<string>();
  const injected = { failed: 0, limited: 0 };
  const tries = new Map<string, number>();

  function start(connectionId: string): SimulatedJob {
    const now = clock();
    const group = groupOf.get(connectionId)!;
    const before = newest.get(connectionId);
    if (before && before.endsAt > now) broken.push(`${connectionId} is synced twice at ${now}`);
    const running = busy.get(group) ?? new Set();
    busy.set(group, running);
    for (const job of running) if (job.endsAt <= now) running.delete(job);
    if (running.size >= mostRunning) broken.push(`${group} is over its limit at ${now}`);
    const day = Math.floor(now / dayMs);
    const lasts = 800 + Math.floor(draw(`${connectionId}/${now}`) * 2_000);
    const job = { connectionId, endsAt: now + lasts, fate: fate(connectionId, group, day) };
    running.add(job);
    newest.set(connectionId, job);
    jobs.push(job);
    return job;
  }

  function fate(connectionId: string, group: string, day: number): SimulatedJob["fate"] {
    const limit = `${group}/${day}`;
    if (draw(limit) < 0.3 && !limitedDays.has(limit)) {
      limitedDays.add(limit);
      injected.limited += 1;
      return "limited";
    }
    const luck = fateOf(connectionId, day);
    if (luck === "config") {
      injected.failed += 1;
      return "config";
    }
    const count = (tries.get(connectionId) ?? 0) + 1;
    tries.set(connectionId, luck === "hopeless" && count < 6 ? count : 0);
    if (luck === "hopeless") {
      if (count === 6) injected.failed += 1;
      return "transient";
    }
    const once = `${connectionId}/${day}`;
    if (luck !== "stumbles" || stumbled.has(once)) return "succeeded";
    stumbled.add(once);
    return "transient";
  }

  const view = (job: SimulatedJob) => {
    const ended = job.fate === "succeeded" ? ("succeeded" as const) : ("failed" as const);
    const rows = job.fate === "succeeded" ? 100 : 0;
    return {
      jobId: String(jobs.indexOf(job)),
      status: job.endsAt <= clock() ? ended : ("running" as const),
      rowsSynced: rows,
      bytesSynced: rows * 100,
    };
  };
  const found = (jobId: string) => {
    const job = jobs[Number(jobId)];
    if (!job) throw new AirbyteError("missing", `no job ${jobId}`, 404);
    return job;
  };

  const airbyte: Pick<Airbyte, "startSync" | "unfinishedSync" | "job" | "cancel" | "detailOf"> = {
    startSync: async (connectionId) => view(start(connectionId)),
    unfinishedSync: async () => undefined,
    job: async (jobId) => view(found(jobId)),
    cancel: async () => {},
    detailOf: async (jobId) => {
      const { fate } = found(jobId);
      const message = fate === "limited" ? "Too many requests. Retry in 10 minutes." : `injected: ${fate}`;
      const error_class = fate === "config" ? "config" : "transient";
      return { ...noDetail, error_class, error_message: message };
    },
  };
  return { airbyte, broken, injected };
}
