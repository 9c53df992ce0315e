import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";

const RUN = /^run-/;
const KEPT = 5;

/** A fresh folder for one run's target and logs; of older runs the last few stay. */
export async function openRunFolder(tenantState: string, now: Date): Promise<string> {
  await mkdir(tenantState, { recursive: true });
  const runs = (await readdir(tenantState)).filter((name) => RUN.test(name)).sort();
  for (const old of runs.slice(0, Math.max(0, runs.length - KEPT + 1)))
    await rm(join(tenantState, old), { recursive: true, force: true });
  const folder = join(tenantState, `run-${now.toISOString().replace(/[:.]/g, "-")}-${crypto.randomUUID().slice(0, 8)}`);
  await mkdir(folder);
  return folder;
}
