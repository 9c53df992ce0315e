import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { glob, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "./run-command.ts";
import { root } from "./settings.ts";

async function sourceHash(): Promise<string> {
  const files: string[] = [];
  for await (const file of glob(["web/**/*", "worker/contracts/*.ts", "docs/runbooks/*.md", "package-lock.json"], {
    cwd: root,
  }))
    if (/\.(tsx?|md|css|html|svg|js|json|png|ico|webmanifest)$/.test(file) && !file.includes(".test."))
      files.push(file);
  const hash = createHash("sha256");
  for (const file of files.sort()) hash.update(file).update(await readFile(join(root, file)));
  return hash.digest("hex");
}

/** Builds the page into dist/web, unless what is there was made from these sources. */
export async function buildWeb(): Promise<void> {
  const stamp = join(root, "dist", "web.built");
  const wanted = await sourceHash();
  if (
    existsSync(stamp) &&
    existsSync(join(root, "dist", "web", "index.html")) &&
    (await readFile(stamp, "utf8")) === wanted
  )
    return;
  await runCommand(
    join(root, "node_modules", ".bin", "vite"),
    ["build", "--config", "web/vite.config.ts", "--logLevel", "warn"],
    { cwd: root },
  );
  await writeFile(stamp, wanted);
}
