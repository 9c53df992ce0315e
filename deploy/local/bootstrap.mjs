// The one file that runs before anything is installed: plain JavaScript, no dependency, Node 20 or newer.
// It checks the machine, installs the npm packages (which bring Node 24) and hands over to the TypeScript of this folder.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, statfsSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const [command, ...rest] = process.argv.slice(2);

/** Says in one line what is missing and what to do, before anything is half done. */
function stop(problem, remedy) {
  console.error(`\n✗ ${problem}\n  → ${remedy}`);
  process.exit(1);
}

function checkMachine() {
  const major = Number(process.versions.node.split(".")[0]);
  if (major < 20)
    stop(`Node ${process.versions.node} is too old.`, "Install Node 20 or newer (Debian: apt install nodejs npm).");

  const python = process.env.PYTHON ?? "python3";
  const version = spawnSync(python, ["-c", "import sys; print('%d.%d' % sys.version_info[:2])"], { encoding: "utf8" });
  if (version.error || version.status !== 0)
    stop(
      `There is no ${python}.`,
      "Install Python 3.11 (Debian: apt install python3 python3-venv), or name one in PYTHON.",
    );
  const found = version.stdout.trim();
  if (found !== "3.11")
    stop(
      `${python} is Python ${found}; the connectors need 3.11.`,
      "Install Python 3.11 and name it: PYTHON=/path/to/python3.11 npm start",
    );
  const venv = spawnSync(python, ["-c", "import venv, ensurepip"], { encoding: "utf8" });
  if (venv.status !== 0) stop("Python has no venv module.", "Install it (Debian: apt install python3-venv).");

  const disk = statfsSync(root);
  const freeGiB = (disk.bavail * disk.bsize) / 2 ** 30;
  if (freeGiB < 3)
    stop(
      `Only ${freeGiB.toFixed(1)} GiB are free on this disk; 3 are needed.`,
      "Free some space, or clone to another disk.",
    );
}

function installPackages() {
  const stamp = join(root, "node_modules", ".installed");
  const wanted = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;

  const began = Date.now();
  process.stdout.write("  npm packages …\n");
  const npm = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: root, encoding: "utf8" });
  if (npm.status !== 0) {
    const said = `${npm.stdout ?? ""}${npm.stderr ?? ""}`;
    if (/ENOSPC/.test(said)) stop("The disk is full.", "Free 3 GiB and start again.");
    if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|network/i.test(said))
      stop(
        "npm cannot reach its registry.",
        "Check the network (or npm config get registry) and start again; nothing is half done.",
      );
    stop(`npm ci failed:\n${said.slice(-1500)}`, "Run npm ci by hand to see more.");
  }
  writeFileSync(stamp, wanted);
  console.log(`✓ npm packages  ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

function node24() {
  const node = join(root, "node_modules", ".bin", "node");
  const version = spawnSync(node, ["--version"], { encoding: "utf8" }).stdout?.trim() ?? "";
  if (!version.startsWith("v24."))
    stop(
      `The project's own Node 24 is not there (found ${version || "none"}).`,
      "Its install script must run: npm config set ignore-scripts false, remove node_modules and start again.",
    );
  return node;
}

if (!command) stop("No command was given.", "Use the npm scripts: npm start, npm test, npm run dev …");
if (command !== "reset") checkMachine();
installPackages();
const child = spawn(node24(), [join(root, "deploy", "local", `${command}.ts`), ...rest], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, PATH: `${join(root, "node_modules", ".bin")}:${process.env.PATH}`, NODE_OPTIONS: "" },
});
// Ctrl-C reaches the child by itself (same terminal group); what is sent to this process alone is passed on.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => child.kill("SIGTERM"));
process.on("SIGHUP", () => child.kill("SIGTERM"));
child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
