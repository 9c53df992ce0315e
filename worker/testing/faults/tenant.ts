import { randomBytes } from "node:crypto";
import { z } from "zod";
import { SyncRun } from "#contracts/connection-runs.ts";
import * as connectionTelemetry from "#contracts/connection-telemetry.ts";
import * as connections from "#contracts/connections.ts";
import { Combined } from "#contracts/metrics.ts";
import * as health from "#contracts/sync-health.ts";
import { until } from "../../../deploy/local/wait.ts";
import { WorkerApi } from "../../../deploy/local/worker-api.ts";
import { connectorConfig, sourceTypeOf } from "../../../runner/sample/connectors.ts";
import { type SamplePlatform, type SampleTenant, sampleTenants } from "../../../runner/sample/world/tenants.ts";
import { type Caller, callerOf } from "./caller.ts";
import type { FaultyApp } from "./faults-app.ts";

/** A sync that waits for a retry, for the slower of two busy cores. */
const patienceMs = 240_000;

export const seen = {
  runs: z.object({ runs: z.array(SyncRun) }),
  telemetry: connectionTelemetry.telemetry.output!,
  health: health.syncHealth.output!,
  machinery: health.airbyteHealth.output!,
  connection: connections.ConnectionDetail,
  created: connections.createConnection.output!,
};

export interface ConnectOptions {
  /** On top of the sample's configuration of that connector. */
  readonly configuration?: Record<string, unknown>;
  readonly lookBackDays?: number;
}

/** A tenant of this test alone. Its connections have the credentials of `sample`, a tenant of the sample world. */
export async function freshTenant(app: FaultyApp, change: { sample?: number; timeZone?: string } = {}) {
  const sample = sampleTenants(1)[change.sample ?? 0]!;
  const id = `fault-${randomBytes(5).toString("hex")}`;
  const owner = { email: `owner@${id}.example`, password: `all that can go wrong at ${id}` };
  const worker = new WorkerApi(app.url, app.operatorKey);
  await worker.putTenant(id, {
    label: id,
    time_zone: change.timeZone ?? sample.timeZone,
    currency: sample.reportingCurrency,
    region_set: "jm-parishes",
    working_hours: { from: 0, to: 24 },
    members: [{ ...owner, name: "Owner", role: "owner" }],
    connections: [],
  });
  const caller = callerOf(app.url, owner);
  const connect = (platform: SamplePlatform, options: ConnectOptions = {}) =>
    connectTo(caller, sample, platform, options, app.sample);
  return { id, sample, worker, caller, connect };
}
export type FaultTenant = Awaited<ReturnType<typeof freshTenant>>;

/** Connects through the API as the wizard does: credentials checked, streams discovered; nothing is synced yet. */
async function connectTo(
  caller: Caller,
  sample: SampleTenant,
  platform: SamplePlatform,
  { configuration, lookBackDays }: ConnectOptions,
  sampleUrl: string,
) {
  const { first_day } = z.object({ first_day: z.iso.date() }).parse(await (await fetch(`${sampleUrl}/world`)).json());
  const { connection } = await caller.ask("POST", "/api/airbyte/connections/", seen.created, {
    source_type: sourceTypeOf[platform],
    name: `${platform} of ${sample.label}`,
    configuration: {
      ...connectorConfig(platform, sample.access[platform], { startDate: first_day }),
      ...configuration,
    },
    schedule: { kind: "interval", every_minutes: 60 },
    history_from: first_day,
    ...(lookBackDays !== undefined && { look_back_days: lookBackDays }),
    sync_now: false,
  });
  return connectionOf(caller, connection.id);
}

export function connectionOf(caller: Caller, id: string) {
  const base = `/api/airbyte/connections/${id}/`;
  const newest = async (): Promise<SyncRun> => {
    const [run] = (await caller.ask("GET", `${base}runs/?limit=1`, seen.runs)).runs;
    if (!run) throw new Error("there is no run yet");
    return run;
  };
  /** Waits until the newest run is as `holds` wants it. */
  const runThat = (what: string, holds: (run: SyncRun) => boolean) =>
    until(what, patienceMs, async () => {
      const run = await newest();
      return holds(run) ? run : null;
    }).catch(async (error: unknown) => {
      throw new Error(`${String(error)} ${JSON.stringify(await newest())}`);
    });
  const start = () => caller.ask("POST", `${base}sync/`, z.unknown(), {});
  return {
    id,
    start,
    newest,
    runThat,
    ended: () => runThat("the end of the sync", ({ status }) => status !== "pending" && status !== "running"),
    async sync(): Promise<SyncRun> {
      await start();
      return this.ended();
    },
    view: () => caller.ask("GET", base, seen.connection),
    change: (body: object) => caller.ask("PATCH", base, z.unknown(), body),
    test: () => caller.ask("POST", `${base}test/`, connections.testConnection.output!, {}),
    resume: () => caller.ask("POST", `${base}resume/`, z.unknown(), {}),
    async telemetry() {
      const { results, sync_status } = await caller.ask("GET", "/api/airbyte/telemetry/", seen.telemetry);
      return { ...results.find(({ connection_id }) => connection_id === id)!, sync_status };
    },
    async health() {
      const { connections: all, waiting } = await caller.ask("GET", "/api/airbyte/sync-health/", seen.health);
      return { ...all.find(({ connection_id }) => connection_id === id)!, waiting };
    },
  };
}
export type FaultConnection = ReturnType<typeof connectionOf>;

/** What the snapshot says of each day, once all that is under way in the tenant has ended. */
export async function publishedDays(tenant: FaultTenant, from: string, to: string) {
  await until("the transform", patienceMs, async () => {
    const status = await tenant.worker.status(tenant.id);
    return status.snapshot_id && status.active_runs === 0 ? true : null;
  });
  const query = new URLSearchParams({ start_date: from, end_date: to });
  const { campaign } = await tenant.caller.ask("GET", `/api/metrics/combined/?${query}`, Combined);
  return campaign.trend.map(({ date, spend, impressions, clicks, conversions }) => ({
    date,
    spendMicros: Math.round(spend * 1e6),
    impressions,
    clicks,
    conversions,
  }));
}
