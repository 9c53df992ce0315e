import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import { runCommand } from "./run-command.ts";
import { root } from "./settings.ts";

const folder = mkdtempSync(join(tmpdir(), "adinsights-bootstrap-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A Python that says it is of this version and has, or has not, a venv module. */
function pythonLike(version: string, venvStatus: number): string {
  const file = join(folder, `python-${version}-${venvStatus}`);
  writeFileSync(file, `#!/bin/sh\ncase "$2" in *version_info*) echo ${version};; *) exit ${venvStatus};; esac\n`);
  chmodSync(file, 0o755);
  return file;
}

function start(environment: NodeJS.ProcessEnv): { status: number | null; said: string; state: string } {
  const state = mkdtempSync(join(folder, "state-"));
  const env = { ...process.env, LOCAL_STATE: state, ...environment };
  const { status, stdout, stderr } = spawnSync("node", ["deploy/local/bootstrap.mjs", "start"], {
    cwd: root,
    env,
    encoding: "utf8",
  });
  return { status, said: stdout + stderr, state };
}

test.each([
  ["no Python", { PYTHON: "/nowhere/python3" }, /There is no \/nowhere\/python3[\s\S]*apt install python3/],
  ["another Python", { PYTHON: pythonLike("3.9", 0) }, /is Python 3\.9; the connectors need 3\.11[\s\S]*PYTHON=/],
  ["no venv module", { PYTHON: pythonLike("3.11", 1) }, /no venv module[\s\S]*python3-venv/],
  ["a port that is no number", { PORT: "eight" }, /PORT=eight does not fit/],
])("%s is said with the remedy, and nothing is begun", (_, environment, message) => {
  const { status, said, state } = start(environment);
  expect(status).toBe(1);
  expect(said).toMatch(message);
  expect(readdirSync(state)).toEqual([]);
});

test("a taken port is named, with another to choose", async () => {
  const server = createServer();
  const port = await new Promise<number>((done) => {
    server.listen(0, "127.0.0.1", () => done((server.address() as { port: number }).port));
  });
  // The neighbours of a free port may be anything, so the taken one is the first that is looked at.
  const env = { ...process.env, LOCAL_STATE: mkdtempSync(join(folder, "state-")), PORT: String(port) };
  const started = runCommand("node", ["deploy/local/bootstrap.mjs", "start"], { cwd: root, env });
  await expect(started).rejects.toThrow(new RegExp(`Port ${port} \\(worker\\) is taken`));
  await promisify(server.close.bind(server))();
});
