import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { testLimits, venvs } from "../testing/start.ts";
import { runConnector } from "./process.ts";

vi.setConfig({ testTimeout: 60_000 });

const definition = { sourceType: "fake", id: "fake", venv: "source-fake", name: "Fake", distribution: "fake" };

/** Runs this program as a connector of its own; gives the lines it said. */
async function run(program: string, stallMs: number): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "process-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const bin = join(folder, definition.venv, "bin");
  mkdirSync(bin, { recursive: true });
  symlinkSync(join(venvs, "source-tiktok-marketing", "bin", "python"), join(bin, "python"));
  writeFileSync(join(bin, definition.venv), program);
  const host = { venvs: folder, privateFolder: join(folder, "private"), standIns: {}, stallMs, limits: testLimits };
  const said: string[] = [];
  const handlers = { line: (line: Buffer) => void said.push(line.toString()), errorText: () => {} };
  await runConnector(host, definition, "read", {}, handlers, new AbortController().signal);
  return said;
}

test("a connector that says nothing any more is ended, and the failure says so", async () => {
  const silent = "import time\nprint('hello', flush=True)\ntime.sleep(300)";
  await expect(run(silent, 5_000)).rejects.toMatchObject({
    errorClass: "transient",
    message: "the connector said nothing for 5 s (AIRBYTE_STALL_SECONDS)",
  });
});

test("one that is slow but speaks is left alone", async () => {
  const slow = "import time\nfor at in range(13):\n  print(at, flush=True)\n  time.sleep(1)";
  expect(await run(slow, 10_000)).toHaveLength(13);
});
