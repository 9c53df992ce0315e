import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { variablesOf } from "../config.ts";
import type { Engine } from "./engine.ts";
import { type Place, tenantFacts } from "./place.ts";

const run = promisify(execFile);
const CONSOLE = fileURLToPath(new URL("../console.py", import.meta.url));
/** 20 March in UTC, still 19 March in Jamaica. */
const asOf = new Date("2026-03-20T03:00:00Z");

/** A dbt command on this engine, with the dbt that knows all three: what to run, and in which environment. */
export function dbtCommand(place: Place, engine: Engine, ...words: readonly string[]) {
  const python = join(place.config.python, "../../../dbt-engines/bin/python");
  const variables = JSON.stringify(variablesOf(tenantFacts(place.tenant), place, asOf));
  const folder = join(place.state, engine.name);
  const given = [place.config.project, place.lake, place.rates, place.duckdb, folder, variables];
  const { PATH = "", HOME = "/tmp" } = process.env;
  const env = { PATH, HOME, LANG: "C.UTF-8", ...engine.environment };
  return { python, args: [CONSOLE, ...given, ...words, "--target", engine.name], env };
}

/** Gives what dbt printed; throws it when dbt says no. */
export async function runDbt(place: Place, engine: Engine, ...words: readonly string[]): Promise<string> {
  const { python, args, env } = dbtCommand(place, engine, ...words);
  try {
    return (await run(python, args, { env, maxBuffer: 2 ** 26 })).stdout;
  } catch (error) {
    const { stdout = "", stderr = String(error) } = error as { stdout?: string; stderr?: string };
    const said = stdout.slice(Math.max(stdout.indexOf(" Completed with "), 0)).slice(0, 6000);
    throw new Error(`dbt ${words.join(" ")} on ${engine.name}\n${said}${stderr.slice(-2000)}`);
  }
}
