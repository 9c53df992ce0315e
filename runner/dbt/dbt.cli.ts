import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { z } from "zod";
import { TenantId } from "#contracts/fields.ts";
import { createLog } from "../log.ts";
import { type DbtConfig, placesOf, type TenantFacts, variablesOf } from "./config.ts";
import { buildDocs } from "./docs-site.ts";
import { recallFacts } from "./tenant-facts.ts";

const USAGE = `dbt for one tenant, with the vars and files that the runner would give it.
  node runner/dbt/dbt.cli.ts --tenant ID [--as-of INSTANT] [--currency USD --time-zone UTC --region-set NAME] <dbt arguments>
  docs   builds the site of the project, which the runner serves at /docs/dbt/
  e.g. --tenant ID build --select staging   ·   --tenant ID show --inline "select * from marts.api_campaigns"`;

const Environment = z.object({
  LOCAL_STATE: z.string().min(1).default(".local"),
  WAREHOUSE: z.string().min(1).optional(),
  DBT_STATE: z.string().min(1).optional(),
  DBT_PYTHON: z.string().min(1).optional(),
  DBT_PROJECT: z.string().min(1).optional(),
});

function configOf(source: NodeJS.ProcessEnv): DbtConfig {
  const env = Environment.parse(source);
  return {
    python: env.DBT_PYTHON ?? join(env.LOCAL_STATE, "python", "venvs", "dbt", "bin", "python"),
    project: env.DBT_PROJECT ?? fileURLToPath(new URL("../../dbt", import.meta.url)),
    warehouse: env.WAREHOUSE ?? join(env.LOCAL_STATE, "warehouse"),
    state: env.DBT_STATE ?? join(env.LOCAL_STATE, "dbt"),
    ratesSources: [],
  };
}

/** Our own options come before the first word; all that follows is dbt's. */
function split(words: readonly string[]): [own: string[], dbt: string[]] {
  let at = 0;
  while (words[at]?.startsWith("--")) at += words[at]?.includes("=") ? 1 : 2;
  return [words.slice(0, at), words.slice(at)];
}

async function main(): Promise<number> {
  if (process.argv[2] === "docs" && process.argv.length === 3) {
    console.log(await buildDocs(configOf(process.env), createLog(), new AbortController().signal));
    return 0;
  }
  const [own, words] = split(process.argv.slice(2));
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args: own,
    options: { tenant: text, "as-of": text, currency: text, "time-zone": text, "region-set": text },
  });
  if (!values.tenant || words.length === 0) throw new Error(USAGE);
  const id = TenantId.parse(values.tenant);
  const config = configOf(process.env);
  const places = placesOf(config, id);
  const known = await recallFacts(places.state);
  const tenant: Partial<TenantFacts> & { id: string } = {
    ...known,
    id,
    ...(values.currency && { currency: values.currency }),
    ...(values["time-zone"] && { time_zone: values["time-zone"] }),
    ...(values["region-set"] && { region_set: values["region-set"] }),
  };
  const { currency, time_zone, region_set } = tenant;
  if (!currency || !time_zone || !region_set)
    throw new Error(`Tenant ${id} was never transformed here: give --currency, --time-zone and --region-set`);
  const asOf = values["as-of"] ? new Date(z.iso.datetime().parse(values["as-of"])) : new Date();
  const variables = variablesOf({ ...known, id, currency, time_zone, region_set }, places, asOf);
  const folder = join(places.state, "console");
  const script = fileURLToPath(new URL("./console.py", import.meta.url));
  const given = [config.project, places.lake, places.rates, places.duckdb, folder, JSON.stringify(variables)];
  const child = spawn(config.python, [script, ...given, ...words], { stdio: "inherit" });
  const [code] = await once(child, "exit");
  return code ?? 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
