import { readFile } from "node:fs/promises";
import { z } from "zod";
import type { TransformResult } from "../transform.ts";
import type { DbtResult } from "./messages.ts";

type Refusal = Extract<TransformResult, { ok: false }>;

const RunResults = z.object({
  metadata: z.object({ invocation_id: z.string() }),
  results: z.array(z.object({ unique_id: z.string(), status: z.string() })),
});
export type RunResults = z.infer<typeof RunResults>;

/** dbt's own account of the run; null when it wrote none. */
export async function readRunResults(path: string): Promise<RunResults | null> {
  try {
    return RunResults.parse(JSON.parse(await readFile(path, "utf8")));
  } catch {
    return null;
  }
}

const good = new Set(["success", "pass", "warn", "no-op"]);
const passing = /set lock on file|Conflicting lock|No space left|Out of Memory|interrupted/i;
const ofData = /Conversion Error|Out of Range Error|Invalid Input Error|Constraint Error/;

/** Why a build must not be published, or null. The success flag, the error events and run_results.json must all agree that it may. */
export function refusalOf(build: DbtResult, runResults: RunResults | null): Refusal | null {
  const failedTests = build.failures.filter(({ status }) => status === "fail");
  if (failedTests.length > 0)
    return refuse(
      "data",
      failedTests.map(({ node, message }) => `${node}: ${message}`),
    );
  if (build.failures.length > 0) {
    const reasons = build.failures.map(({ node, message }) => `${node}: ${message}`);
    return refuse(classOf(reasons.join(" ")), reasons);
  }
  if (build.exception?.startsWith("KeyboardInterrupt")) return refuse("transient", ["dbt was interrupted"]);
  if (build.exception) return refuse(classOf(build.exception), [build.exception]);
  if (!build.success || build.errors.length > 0)
    return refuse("system", build.errors.length > 0 ? build.errors : ["dbt did not succeed and did not say why"]);
  if (!runResults) return refuse("system", ["dbt wrote no run_results.json that can be read"]);
  if (runResults.metadata.invocation_id !== build.invocation_id)
    return refuse("system", ["run_results.json is of another run"]);
  const bad = runResults.results.filter(({ status }) => !good.has(status));
  if (bad.length > 0)
    return refuse(
      "system",
      bad.map(({ unique_id, status }) => `${unique_id}: ${status}`),
    );
  return null;
}

function classOf(text: string): Refusal["errorClass"] {
  if (passing.test(text)) return "transient";
  return ofData.test(text) ? "data" : "system";
}

/** Whatever says why is cut to what a run's record holds. */
export function refuse(errorClass: Refusal["errorClass"], reasons: readonly string[]): Refusal {
  const reason = reasons.join("\n").trim();
  return { ok: false, errorClass, reason: reason.length > 2000 ? `${reason.slice(0, 1990)} …` : reason };
}
