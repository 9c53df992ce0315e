import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test, vi } from "vitest";
import { venvs } from "../testing/start.ts";

vi.setConfig({ testTimeout: 60_000 });

const launcher = fileURLToPath(new URL("launch.py", import.meta.url));
const python = join(venvs, "source-tiktok-marketing", "bin", "python");
const folder = mkdtempSync(join(tmpdir(), "launch-"));
const script = join(folder, "connector.py");
afterAll(() => rmSync(folder, { recursive: true }));

function launch(program: string) {
  writeFileSync(script, program);
  const child = spawn(python, [launcher, script, "read"], { stdio: ["pipe", "pipe", "inherit"], detached: true });
  return { child, exit: once(child, "exit") };
}

test("a connector ends when the pipe to its parent does, its children too", async () => {
  const { child, exit } = launch(
    "import subprocess, time\nother = subprocess.Popen(['sleep', '300'])\nprint(other.pid, flush=True)\ntime.sleep(300)",
  );
  const [chunk] = (await once(child.stdout, "data")) as [Buffer];
  const grandchild = Number(chunk.toString());
  child.stdin.destroy();
  expect(await exit).toEqual([null, "SIGKILL"]);
  await vi.waitUntil(() => !isAlive(grandchild), { timeout: 10_000 });
});

test("otherwise it ends as its script does, which sees its own arguments", async () => {
  const { child, exit } = launch("import sys\nprint(sys.argv[1:])\nsys.exit(3)");
  expect(await text(child.stdout)).toBe("['read']\n");
  expect(await exit).toEqual([3, null]);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
