import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { glob, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { wrangler, wranglerEnvironment } from "./processes.ts";
import { runCommand } from "./run-command.ts";
import { root, type Settings } from "./settings.ts";

/** Brings the local D1 to the newest migration; asks wrangler only when there are new ones, since that takes seconds. */
export async function migrate(settings: Settings): Promise<void> {
  const files: string[] = [];
  for await (const file of glob("migrations/*.sql", { cwd: root })) files.push(file);
  const hash = createHash("sha256");
  for (const file of files.sort()) hash.update(file).update(await readFile(join(root, file)));
  const wanted = hash.digest("hex");

  const folder = join(settings.state, "wrangler");
  const stamp = join(folder, ".migrated");
  if (existsSync(stamp) && (await readFile(stamp, "utf8")) === wanted) return;
  await mkdir(folder, { recursive: true });
  await runCommand(wrangler, ["d1", "migrations", "apply", "DB", "--local", "--persist-to", folder], {
    cwd: root,
    env: wranglerEnvironment(settings),
  });
  await writeFile(stamp, wanted);
}
