import { join, resolve } from "node:path";
import type { Progress } from "#contracts/runner.ts";
import { type Log, messageOf } from "../log.ts";
import { Rates } from "../rates/rates.ts";
import type { Transform, TransformResult } from "../transform.ts";
import { type DbtConfig, placesOf, ratesFile, type TenantFacts, variablesOf } from "./config.ts";
import { DbtGone, DbtProcess } from "./dbt-process.ts";
import type { DbtProgress, DbtRequest, DbtResult } from "./messages.ts";
import { openRunFolder } from "./run-folders.ts";
import { rememberFacts } from "./tenant-facts.ts";
import { readRunResults, refusalOf, refuse } from "./verdict.ts";

/** What a transform asks for; `tenant` may carry more than dbt needs. */
export interface Ask {
  readonly tenant: TenantFacts;
  readonly asOf: Date;
  readonly onProgress: (progress: Progress) => void;
  readonly signal: AbortSignal;
}

export interface DbtTransform {
  readonly transform: Transform & ((ask: Ask) => Promise<TransformResult>);
  readonly process: DbtProcess;
  /** Ends the Python process. */
  close(): Promise<void>;
}

/** Unit tests are about the project, not about a tenant's data: `npm test` runs them, a transform does not. */
const BUILD = ["build", "--exclude-resource-type", "unit_test"];

export function createTransform(config: DbtConfig, log: Log): DbtTransform {
  const dbt = new DbtProcess(config.python, log);
  const rates = new Rates(config.ratesSources, ratesFile(config), log);
  return {
    process: dbt,
    close: () => dbt.close(),
    transform: async (ask) => {
      try {
        return await transform(config, { dbt, rates }, log.with({ tenant_id: ask.tenant.id }), ask);
      } catch (error) {
        if (ask.signal.aborted) return refuse("transient", ["The transform was called off"]);
        return refuse(error instanceof DbtGone ? "transient" : "system", [messageOf(error)]);
      }
    },
  };
}

async function transform(
  config: DbtConfig,
  { dbt, rates }: { dbt: DbtProcess; rates: Rates },
  log: Log,
  ask: Ask,
): Promise<TransformResult> {
  const { tenant, signal } = ask;
  const places = placesOf(config, tenant.id);
  await rememberFacts(places.state, tenant);
  const folder = await openRunFolder(places.state, new Date());
  const ratesWarnings = await rates.refresh(signal);

  const request: Omit<DbtRequest, "command"> = {
    tenant_id: tenant.id,
    vars: variablesOf(tenant, places, ask.asOf),
    folder,
    parsed: join(places.state, "parsed"),
    lake: places.lake,
    rates: places.rates,
    duckdb_path: places.duckdb,
    project: resolve(config.project),
  };
  const command = (step: "freshness" | "build", words: readonly string[]): Promise<DbtResult> => {
    ask.onProgress({ step, done: 0, total: null, detail: null });
    return dbt.run(
      { ...request, command: words, only_touched: step === "build" },
      (progress) => ask.onProgress(progressOf(step, progress)),
      signal,
    );
  };

  const freshness = await command("freshness", ["source", "freshness"]);
  log("info", "dbt_freshness", { statuses: freshness.statuses, exception: freshness.exception });

  const build = await command("build", BUILD);
  if (signal.aborted) return refuse("transient", ["The transform was called off"]);
  const refusal = refusalOf(build, await readRunResults(join(folder, "target", "run_results.json")));
  log(refusal ? "error" : "info", "dbt_build", {
    statuses: build.statuses,
    warnings: build.warnings.length,
    reason: refusal?.reason,
  });
  if (refusal) return refusal;
  const { invocation_id, version, models, tests } = build;
  const warnings = [...ratesWarnings, ...build.warnings];
  return { ok: true, duckdbPath: places.duckdb, dbt: { invocation_id, version, models, tests, warnings } };
}

const progressOf = (step: Progress["step"], { done, total, node, status }: DbtProgress): Progress => ({
  step,
  done,
  total,
  detail: `${node}: ${status}`.slice(0, 300),
});
