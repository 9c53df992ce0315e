import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { endLeftovers, Supervisor } from "./supervisor.ts";
import { until } from "./wait.ts";

let state: string;
let supervisor: Supervisor;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), "adinsights-supervisor-"));
  supervisor = new Supervisor(state);
});
afterEach(async () => {
  await supervisor.stop();
  rmSync(state, { recursive: true, force: true });
});

const spec = (script: string) => ({
  name: "one",
  program: process.execPath,
  args: ["-e", script],
  env: process.env,
  cwd: state,
});
const log = () => readFileSync(join(state, "logs", "one.log"), "utf8");
const alive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Stays for ever, and has a child that does not listen to SIGTERM. */
const stubborn = `const c = require("child_process").spawn(process.execPath, ["-e", "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)"]);
  console.log("child " + c.pid); setInterval(() => {}, 1000)`;
const childPid = () => until("the child", 5000, async () => Number(/child (\d+)/.exec(log())?.[1]) || null, 20);

test("a process that dies is started again", async () => {
  supervisor.start(spec("console.log('hello'); setTimeout(() => process.exit(3), 50)"));
  await until("the second start", 10_000, async () => (log().match(/hello/g)?.length ?? 0) >= 2 || null, 50);
});

test("a log that has grown large is put aside, and only the one before is kept", async () => {
  const file = join(state, "logs", "one.log");
  writeFileSync(`${file}.old`, "the one before");
  writeFileSync(file, "x".repeat(11 * 2 ** 20));
  supervisor.start(spec("console.log('hello'); setInterval(() => {}, 1000)"));
  await until("the new log", 5000, async () => (log() === "hello\n" ? true : null), 20);
  expect(readFileSync(`${file}.old`, "utf8")).toHaveLength(11 * 2 ** 20);
});

test("a process that was killed is started again with a new pid", async () => {
  supervisor.start(spec("setInterval(() => {}, 1000)"));
  const first = supervisor.pidOf("one")!;
  process.kill(first, "SIGKILL");
  const second = await until(
    "the new process",
    10_000,
    async () => (supervisor.pidOf("one") === first ? null : supervisor.pidOf("one")!),
    50,
  );
  expect(alive(second)).toBe(true);
});

test("stopping leaves nothing, not even a child that does not listen", { timeout: 20_000 }, async () => {
  supervisor.start(spec(stubborn));
  const child = await childPid();
  const parent = supervisor.pidOf("one")!;
  await supervisor.stop();
  await until("the end of both", 5000, async () => (alive(parent) || alive(child) ? null : true), 50);
});

test("what a killed supervisor left is ended by the next start, and only if it is ours", async () => {
  supervisor.start(spec("setInterval(() => {}, 1000)"));
  const pid = supervisor.pidOf("one")!;
  expect(await endLeftovers(state, "no process has this in its command line")).toBeNull();
  expect(alive(pid)).toBe(true);
  expect(await endLeftovers(state, "setInterval")).toBeNull();
  await until("its end", 5000, async () => (supervisor.pidOf("one") === pid && alive(pid) ? null : true), 50);
});
