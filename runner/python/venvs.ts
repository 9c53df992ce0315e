import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Where venvs are made, and with what. */
export interface VenvPlace {
  readonly uv: string;
  /** The interpreter, as it was named. */
  readonly python: string;
  /** One folder in it for each venv. */
  readonly venvs: string;
  /** Holds `<name>.txt` with hashes. */
  readonly requirements: string;
}

export const ownRequirements = fileURLToPath(new URL(".", import.meta.url));

const stampFile = (folder: string) => join(folder, ".installed");

/** Of the requirements and of the interpreter's name: a venv whose stamp differs is of other packages, or was cut off. */
export function stampOf({ python, requirements }: Pick<VenvPlace, "python" | "requirements">, name: string): string {
  return createHash("sha256")
    .update(readFileSync(join(requirements, `${name}.txt`)))
    .update(python)
    .digest("hex");
}

/** The stamp is written last, so a venv that was cut off has none. */
export function isStamped(folder: string, stamp: string): boolean {
  try {
    return readFileSync(stampFile(folder), "utf8") === stamp;
  } catch {
    return false;
  }
}

export const putStamp = (folder: string, stamp: string) => writeFile(stampFile(folder), stamp);

/** Makes the venv, or makes it anew when its requirements changed. Does nothing when it is there. Throws what uv said. */
export async function installVenv(place: VenvPlace, name: string, signal?: AbortSignal): Promise<void> {
  const folder = join(place.venvs, name);
  const stamp = stampOf(place, name);
  if (isStamped(folder, stamp)) return;
  await rm(folder, { recursive: true, force: true });
  const options = { ...(signal ? { signal } : {}), maxBuffer: 16 * 1024 * 1024 };
  await run(place.uv, ["venv", "--quiet", "--python", place.python, folder], options);
  const target = ["--python", join(folder, "bin", "python")];
  const from = ["--require-hashes", "-r", join(place.requirements, `${name}.txt`)];
  await run(place.uv, ["pip", "install", "--quiet", "--compile-bytecode", ...target, ...from], options);
  await putStamp(folder, stamp);
}
