import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { installVenv, isStamped, ownRequirements, putStamp, stampOf } from "../../runner/python/venvs.ts";
import { refuse } from "./refuse.ts";
import { runCommand } from "./run-command.ts";
import type { Settings } from "./settings.ts";

/** What a start installs; the embedded Airbyte installs other connectors when they are first needed. */
export const startVenvs = ["dbt", "source-facebook-marketing", "source-tiktok-marketing"] as const;
/** What tests run beside that, so that they install nothing in between. */
export const testVenvs = [
  "schemathesis", //
  "dbt-quality",
  "dbt-engines",
  "source-linkedin-ads",
  "source-google-ads",
  "source-bing-ads",
  "source-google-search-console",
  "source-google-analytics-data-api",
  "airbyte-api",
  "source-declarative-manifest",
] as const;

export const venvFolder = (settings: Settings) => join(settings.pythonHome, "venvs");
export const schemathesisProgram = (settings: Settings) =>
  join(venvFolder(settings), "schemathesis", "bin", "schemathesis");
export const dbtPython = (settings: Settings) => join(venvFolder(settings), "dbt", "bin", "python");

async function installUv(settings: Settings): Promise<string> {
  const folder = join(settings.pythonHome, "uv");
  const stamp = stampOf({ python: settings.python, requirements: ownRequirements }, "uv");
  if (!isStamped(folder, stamp)) {
    await rm(folder, { recursive: true, force: true });
    await mkdir(settings.pythonHome, { recursive: true });
    await runCommand(settings.python, ["-m", "venv", folder]);
    const from = ["--require-hashes", "-r", join(ownRequirements, "uv.txt")];
    await runCommand(join(folder, "bin", "pip"), ["install", "--quiet", ...from]);
    await putStamp(folder, stamp);
  }
  return join(folder, "bin", "uv");
}

/** Makes the venvs of dbt and of the connectors (or those named), each from its own requirements with hashes. Does nothing when they are there. */
export async function installPython(settings: Settings, names: readonly string[] = startVenvs): Promise<void> {
  try {
    const uv = await installUv(settings);
    const { python } = settings;
    const place = { uv, python, venvs: venvFolder(settings), requirements: ownRequirements };
    await Promise.all(names.map((name) => installVenv(place, name)));
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    if (/No space left/i.test(said)) refuse("The disk is full.", "Free 3 GiB and start again.");
    if (/connect|resolve|timed out|network|retries/i.test(said))
      refuse(
        `The Python packages cannot be fetched.\n${said.slice(-600)}`,
        "Check the network and start again; what is complete is kept.",
      );
    refuse(`The Python packages cannot be installed.\n${said}`, "Remove the state folder's python/ and start again.");
  }
}
