import { copyFile, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Log } from "../log.ts";
import { type DbtConfig, placesOf, variablesOf } from "./config.ts";
import { DbtProcess } from "./dbt-process.ts";

/** Of nobody: the site tells of the model, and its catalog of no tenant's data. */
const nobody = { id: "nobody", currency: "USD", time_zone: "UTC", region_set: "none" };
const steps = [
  ["build", "--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"],
  ["docs", "generate", "--static"],
];
export const DOCS_FILES = ["index.html", "manifest.json", "catalog.json"] as const;

/** Where the site of a runner lies. */
export const docsFolder = (state: string): string => join(resolve(state), "docs");

/** Builds the model for a tenant that has nothing, in a folder of its own, and dbt's site of it: one page that needs no other file. Throws what dbt said. */
export async function buildDocs(config: DbtConfig, log: Log, signal: AbortSignal): Promise<string> {
  const work = await mkdtemp(join(tmpdir(), "dbt-docs-"));
  const places = placesOf({ ...config, warehouse: work, state: work }, nobody.id);
  const dbt = new DbtProcess(config.python, log);
  try {
    for (const command of steps) {
      const result = await dbt.run(
        {
          ...{ tenant_id: nobody.id, command, vars: variablesOf(nobody, places, new Date(0)), folder: work },
          ...{ parsed: join(work, "parsed"), lake: places.lake, rates: places.rates, duckdb_path: places.duckdb },
          project: resolve(config.project),
        },
        () => undefined,
        signal,
      );
      const reasons = [result.exception, ...result.errors, ...result.failures.map(({ message }) => message)];
      if (!result.success) throw new Error(`dbt ${command[0]}: ${reasons.filter(Boolean).join("; ")}`);
    }
    const site = docsFolder(config.state);
    await mkdir(site, { recursive: true });
    await copyFile(join(work, "target", "static_index.html"), join(work, "target", "index.html"));
    for (const name of DOCS_FILES) {
      await copyFile(join(work, "target", name), join(site, `.${name}`));
      await rename(join(site, `.${name}`), join(site, name));
    }
    return site;
  } finally {
    await dbt.close();
    await rm(work, { recursive: true, force: true });
  }
}
