import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buildWeb } from "./build-web.ts";
import { checkPorts } from "./checks.ts";
import { firstSnapshots } from "./first-snapshots.ts";
import { sayDone, step } from "./progress.ts";
import { provisionSample } from "./provision-sample.ts";
import { installPython } from "./python.ts";
import { writeReady } from "./ready.ts";
import { refuse } from "./refuse.ts";
import { openSample } from "./sample-load.ts";
import type { SampleSignIn } from "./sample-people.ts";
import { readSettings, root, type Settings } from "./settings.ts";
import { startStack } from "./stack.ts";
import { endLeftovers, Supervisor } from "./supervisor.ts";

/** Refuses, in one line each, what would fail half way: another one running on this state, a taken port. */
async function prepare(settings: Settings, readyFile: string): Promise<void> {
  const running = await endLeftovers(settings.state, root);
  if (running)
    refuse(
      `ADinsights already runs with this state folder (process ${running}).`,
      "Use it, or stop it with Ctrl-C first.",
    );
  await rm(readyFile, { force: true });
  await checkPorts(settings);
  await writeFile(join(settings.state, ".gitignore"), "*\n");
  await step("Python venvs (dbt, connectors)", () => installPython(settings));
  await step("page", buildWeb);
}

function sayReady(
  settings: Settings,
  seconds: number,
  signIns: readonly SampleSignIn[],
  loaded: readonly string[],
  toCome: readonly string[],
  pageUrl: string,
): void {
  console.log(`\nADinsights is ready after ${seconds.toFixed(0)} s:  ${pageUrl}\n`);
  for (const { label, email, password, role } of signIns)
    console.log(`  ${label.padEnd(26)} ${role.padEnd(14)} ${email.padEnd(34)} ${password}`);
  console.log(`\nLoaded:\n${loaded.map((line) => `  ${line}`).join("\n")}`);
  if (toCome.length > 0)
    console.log(`\nTo come, while you look at it already; a line tells of each:\n  ${toCome.join("\n  ")}`);
  const { sample, airbyte } = settings.urls;
  console.log(
    `\nSample platform ${sample} · Airbyte ${airbyte} · warehouse ${settings.warehouse}\nCtrl-C stops everything.`,
  );
}

/** Brings all of it up on this machine and stays until Ctrl-C. `page` may start a page server of its own and gives its URL. */
export async function runApp(page?: (settings: Settings, supervisor: Supervisor) => Promise<string>): Promise<void> {
  const began = performance.now();
  const settings = readSettings();
  const readyFile = join(settings.state, "ready.json");
  await prepare(settings, readyFile);

  const supervisor = new Supervisor(settings.state);
  const watches: (() => void)[] = [];
  const stopping = new AbortController();
  /** Stops everything; a second Ctrl-C changes nothing, since the first is already at it. */
  async function end(code: number): Promise<void> {
    if (stopping.signal.aborted) return;
    stopping.abort();
    console.log("\nStopping …");
    for (const stopWatch of watches) stopWatch();
    await rm(readyFile, { force: true });
    await supervisor.stop();
    console.log("Stopped; nothing is left running.");
    process.exit(code);
  }
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void end(0));

  try {
    const worker = await startStack(settings, supervisor, watches);
    const signIns = await step("sample tenants", () => provisionSample(settings, worker));
    const sample = await openSample(settings, worker, stopping.signal);
    await step("their first connections", sample.connectFirst);
    const loaded = await firstSnapshots(worker, [...new Set(signIns.map(({ id }) => id))], sample.nameOf);
    const pageUrl = (await page?.(settings, supervisor)) ?? settings.urls.worker;
    const tell = () =>
      writeReady(readyFile, settings, { signIns, sources: sample.sources, complete: sample.isComplete() });
    await tell();
    sayReady(settings, (performance.now() - began) / 1000, signIns, loaded, sample.toCome(), pageUrl);
    if (sample.isComplete()) return;
    await sample.loadLater();
    if (stopping.signal.aborted) return;
    await tell();
    if (sample.isComplete()) sayDone("every source of the sample is in", began);
  } catch (error) {
    if (stopping.signal.aborted) return;
    console.error(
      `\n✗ ${error instanceof Error ? error.message : error}\n  → The logs say more: ${join(settings.state, "logs")}`,
    );
    await end(1);
  }
}
