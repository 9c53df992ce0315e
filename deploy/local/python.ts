import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { refuse } from "./refuse.ts";
import { runCommand } from "./run-command.ts";
import { root, type Settings } from "./settings.ts";

export const venvs = [
  "dbt", //
  "source-facebook-marketing",
  "source-tiktok-marketing",
  "source-linkedin-ads",
  "source-google-ads",
] as const;
/** What only tests run; a start does not install it. */
export const testVenvs = ["schemathesis"] as const;

const requirements = (name: string) => join(root, "runner", "python", `${name}.txt`);

export const venvFolder = (settings: Settings) => join(settings.pythonHome, "venvs");
export const schemathesisProgram = (settings: Settings) =>
  join(venvFolder(settings), "schemathesis", "bin", "schemathesis");
export const dbtPython = (settings: Settings) => join(venvFolder(settings), "dbt", "bin", "python");

/** Folder is up to date when its stamp holds the hash of the requirements and of the interpreter's name. */
async function isCurrent(folder: string, stamp: string): Promise<boolean> {
  return existsSync(join(folder, ".installed")) && (await readFile(join(folder, ".installed"), "utf8")) === stamp;
}

async function stampOf(name: string, python: string): Promise<string> {
  return createHash("sha256")
    .update(await readFile(requirements(name)))
    .update(python)
    .digest("hex");
}

async function installUv(settings: Settings): Promise<string> {
  const folder = join(settings.pythonHome, "uv");
  const stamp = await stampOf("uv", settings.python);
  if (!(await isCurrent(folder, stamp))) {
    await rm(folder, { recursive: true, force: true });
    await mkdir(settings.pythonHome, { recursive: true });
    await runCommand(settings.python, ["-m", "venv", folder]);
    await runCommand(join(folder, "bin", "pip"), ["install", "--quiet", "--require-hashes", "-r", requirements("uv")]);
    await writeFile(join(folder, ".installed"), stamp);
  }
  return join(folder, "bin", "uv");
}

async function installVenv(settings: Settings, uv: string, name: string): Promise<void> {
  const folder = join(venvFolder(settings), name);
  const stamp = await stampOf(name, settings.python);
  if (await isCurrent(folder, stamp)) return;
  await rm(folder, { recursive: true, force: true });
  await runCommand(uv, ["venv", "--quiet", "--python", settings.python, folder]);
  const python = join(folder, "bin", "python");
  await runCommand(uv, [
    "pip",
    "install",
    "--quiet",
    "--compile-bytecode",
    "--python",
    python,
    "--require-hashes",
    "-r",
    requirements(name),
  ]);
  await writeFile(join(folder, ".installed"), stamp);
}

/** Makes the venvs of dbt and of the connectors (or those named), each from its own requirements with hashes. Does nothing when they are there. */
export async function installPython(settings: Settings, names: readonly string[] = venvs): Promise<void> {
  try {
    const uv = await installUv(settings);
    await Promise.all(names.map((name) => installVenv(settings, uv, name)));
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
