import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buildWeb } from "./build-web.ts";
import { checkPorts } from "./checks.ts";
import { firstSnapshots } from "./first-snapshots.ts";
import { step } from "./progress.ts";
import { provisionSample } from "./provision-sample.ts";
import { installPython } from "./python.ts";
import { writeReady } from "./ready.ts";
import { refuse } from "./refuse.ts";
import { readSettings, root } from "./settings.ts";
import { startStack } from "./stack.ts";
import { endLeftovers } from "./supervisor.ts";

const began = performance.now();
const settings = readSettings();
const readyFile = join(settings.state, "ready.json");

const running = await endLeftovers(settings.state, root);
if (running) refuse(`ADinsights already runs with this state folder (process ${running}).`, "Use it, or stop it with Ctrl-C first.");
await rm(readyFile, { force: true });
await checkPorts(settings);
await writeFile(join(settings.state, ".gitignore"), "*\n");

await step("Python venvs (dbt, connectors)", () => installPython(settings));
await step("page", buildWeb);

let ending = false;
let stop: () => Promise<void> = async () => {};
/** Stops everything; a second Ctrl-C changes nothing, since the first is already at it. */
async function end(code: number): Promise<void> {
  if (ending) return;
  ending = true;
  console.log("\nStopping …");
  await rm(readyFile, { force: true });
  await stop();
  console.log("Stopped; nothing is left running.");
  process.exit(code);
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void end(0));

try {
  const stack = await startStack(settings);
  stop = stack.stop;
  if (ending) await stack.stop();
  const signIns = await step("sample tenants and their connections", () => provisionSample(settings, stack));
  const loaded = await firstSnapshots(stack.worker, signIns.map(({ id }) => id));
  await writeReady(readyFile, settings, signIns);
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  console.log(`\nADinsights is ready after ${seconds} s:  ${settings.urls.worker}\n`);
  for (const { label, email, password, role } of signIns) console.log(`  ${label.padEnd(28)} ${role.padEnd(8)} ${email.padEnd(36)} ${password}`);
  console.log("\nLoaded:");
  for (const line of loaded) console.log(`  ${line}`);
  console.log(`\nSample platform ${settings.urls.sample} · Airbyte ${settings.urls.airbyte} · warehouse ${settings.warehouse}\nCtrl-C stops everything.`);
} catch (error) {
  if (!ending) {
    console.error(`\n✗ ${error instanceof Error ? error.message : error}`);
    await end(1);
  }
}
