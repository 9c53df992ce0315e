import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { testLimits, venvs } from "../testing/start.ts";
import { runConnector } from "./process.ts";

vi.setConfig({ testTimeout: 120_000 });

const definition = { sourceType: "fake", id: "fake", venv: "source-fake", name: "Fake", distribution: "fake" };
const MIB = 2 ** 20;

/** Runs this program as a connector of its own, under these limits. */
function run(program: string, limits: Partial<typeof testLimits>) {
  const folder = mkdtempSync(join(tmpdir(), "limits-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const bin = join(folder, definition.venv, "bin");
  mkdirSync(bin, { recursive: true });
  symlinkSync(join(venvs, "source-tiktok-marketing", "bin", "python"), join(bin, "python"));
  writeFileSync(join(bin, definition.venv), program);
  const privateFolder = join(folder, "private");
  const host = { venvs: folder, privateFolder, standIns: {}, stallMs: 100_000, limits: { ...testLimits, ...limits } };
  const peaks = { memoryBytes: 0, diskBytes: 0 };
  const said: string[] = [];
  const handlers = { line: (line: Buffer) => void said.push(line.toString()), errorText: () => {}, peaks };
  const exit = runConnector(host, definition, "read", {}, handlers, new AbortController().signal);
  return { exit, peaks, said, left: () => readdirSync(privateFolder) };
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const outOfMemory = { errorClass: "system", message: expect.stringMatching(/memory \(AIRBYTE_MEMORY_MIB\).*raise/) };

test("a connector that takes more and more memory is ended, with what it started", async () => {
  // The child is in a session of its own, where a signal to the group does not reach it. Only together they are too much.
  const greedy = `
import os, time
child = os.fork()
if child == 0:
    os.setsid()
    kept = bytearray(200 * 2**20)
    while True: time.sleep(100)
print(child, flush=True)
kept = []
while True:
    kept.append(bytearray(8 * 2**20))
    time.sleep(0.05)
`;
  const { exit, peaks, said, left } = run(greedy, { memoryBytes: 400 * MIB });
  await expect(exit).rejects.toMatchObject(outOfMemory);
  expect(peaks.memoryBytes).toBeGreaterThan(400 * MIB);
  expect(peaks.memoryBytes).toBeLessThan(800 * MIB);
  expect(left()).toEqual([]);
  await vi.waitFor(() => expect(isAlive(Number(said[0]))).toBe(false), 5000);
});

test("one that asks for all of it at once gets none", async () => {
  const { exit, peaks } = run("kept = bytearray(3 * 2**30)\nimport time\ntime.sleep(60)", { memoryBytes: 512 * MIB });
  await expect(exit).rejects.toMatchObject(outOfMemory);
  expect(peaks.memoryBytes).toBeLessThan(512 * MIB);
});

test("one that fills its folder is ended, and the folder is gone", async () => {
  const greedy = `
import time
with open("more", "wb") as file:
    while True:
        file.write(bytes(2**20)); file.flush()
        time.sleep(0.01)
`;
  const { exit, peaks, left } = run(greedy, { diskBytes: 20 * MIB });
  await expect(exit).rejects.toMatchObject({
    errorClass: "system",
    message: expect.stringMatching(/more than 20 MiB of disk \(AIRBYTE_DISK_MIB\).*raise/),
  });
  expect(peaks.diskBytes).toBeGreaterThan(20 * MIB);
  expect(left()).toEqual([]);
});

test("one that stays within its limits is left alone, and what it used is told", async () => {
  const modest = `
import time
kept = bytearray(64 * 2**20)
open("some", "wb").write(bytes(3 * 2**20))
time.sleep(2)
`;
  const { exit, peaks } = run(modest, { memoryBytes: 1024 * MIB, diskBytes: 20 * MIB });
  expect(await exit).toEqual({ code: 0, signal: null });
  expect(peaks.memoryBytes).toBeGreaterThan(64 * MIB);
  expect(peaks.diskBytes).toBeGreaterThanOrEqual(3 * MIB);
});
