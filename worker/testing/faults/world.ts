import { afterEach, expect, inject } from "vitest";
import type { SyncRun } from "#contracts/connection-runs.ts";
import { faultOf } from "#contracts/fault-guide.ts";
import { WorkerApi } from "../../../deploy/local/worker-api.ts";
import type { SamplePlatform } from "../../../runner/sample/world/tenants.ts";
import { controlOf } from "./fault-proxy.ts";
import { sampleOf } from "./sample.ts";
import { type FaultTenant, freshTenant, publishedDays, seen } from "./tenant.ts";

/** The running app with its two fault proxies and the sample world, for the tests of this folder. */
export const app = inject("faulty");
export const sample = sampleOf(app);
export const platformProxy = controlOf(app.sample);
export const airbyteProxy = controlOf(app.airbyte);
export const operator = new WorkerApi(app.url, app.operatorKey);
export const tenant = (change: Parameters<typeof freshTenant>[1] = {}): Promise<FaultTenant> =>
  freshTenant(app, change);

/** Whatever a test did to them, the next one finds the platforms and Airbyte well. */
export function wellAgain(): void {
  afterEach(async () => {
    await Promise.all([sample.clear(), platformProxy.clear(), airbyteProxy.clear()]);
  });
}

/** The runbook's section that a run's end leads to. */
export const sectionOf = (run: Pick<SyncRun, "error_class" | "error_message" | "warning_kind">): string | undefined =>
  faultOf(run)?.id;

/** What was published of these platforms is what happened there, day by day. */
export async function expectTruth(of: FaultTenant, platforms: readonly SamplePlatform[]): Promise<void> {
  const truth = await sample.days(of.sample.id, platforms);
  expect(truth.length).toBeGreaterThan(0);
  expect(await publishedDays(of, truth[0]!.date, truth.at(-1)!.date)).toEqual(truth);
}

export async function machinery() {
  return seen.machinery.parse(await (await fetch(`${app.url}/api/health/airbyte/`)).json());
}

/** The first end of a try, good or bad: what the run says then. */
export const firstEnd = (run: SyncRun): boolean => run.error_message !== null || run.status === "succeeded";
