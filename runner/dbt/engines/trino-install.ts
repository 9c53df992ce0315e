import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";

const run = promisify(execFile);
const VERSION = "476";
const SHA256 = "cfd5accde17e8ebd251eeeb78aed1f490e77bb3a164d95a0f454bf8a7c1cbd3f";

/**
 * The folder of Trino's own files, in `home`; fetched by Maven, as it is set up on this machine, when it is not there: 821 MB, once.
 * @throws what Maven said, or that the file is not the one that is pinned
 */
export async function installTrino(home: string): Promise<string> {
  const folder = join(home, `trino-server-${VERSION}`);
  if (existsSync(folder)) return folder;
  const [maven, unpacked] = [join(home, "maven"), join(home, "unpacked")];
  await mkdir(maven, { recursive: true });
  await rm(unpacked, { recursive: true, force: true });
  await mkdir(unpacked);
  const artifact = `-Dartifact=io.trino:trino-server:${VERSION}:tar.gz`;
  await run("mvn", ["-q", "-B", "dependency:get", artifact, "-Dtransitive=false", `-Dmaven.repo.local=${maven}`]).catch(
    (error) => {
      throw new Error(
        `Maven cannot fetch Trino; is it installed (Debian: apt install maven)?\n${error.stdout ?? error}`,
      );
    },
  );
  const archive = join(maven, "io", "trino", "trino-server", VERSION, `trino-server-${VERSION}.tar.gz`);
  const found = await sha256(archive);
  if (found !== SHA256) throw new Error(`${archive} is not the pinned Trino ${VERSION}: its SHA-256 is ${found}`);
  await run("tar", ["xzf", archive, "-C", unpacked]);
  await keepIceberg(join(unpacked, `trino-server-${VERSION}`, "plugin"));
  await rename(join(unpacked, `trino-server-${VERSION}`), folder);
  await rm(unpacked, { recursive: true });
  await rm(maven, { recursive: true });
  return folder;
}

async function sha256(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

/** Their files are hard links of each other: only what is unpacked as a whole can be thinned out. */
async function keepIceberg(plugins: string): Promise<void> {
  const others = (await readdir(plugins)).filter((name) => name !== "iceberg");
  for (const name of others) await rm(join(plugins, name), { recursive: true });
}
