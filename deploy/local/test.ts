import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { buildWeb } from "./build-web.ts";
import { step } from "./progress.ts";
import { installPython, startVenvs, testVenvs } from "./python.ts";
import { runCommand } from "./run-command.ts";
import { readSettings, root } from "./settings.ts";

const Report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  numFailedTestSuites: z.number(),
});

const settings = readSettings();
const bin = (name: string) => join(root, "node_modules", ".bin", name);
const environment = { ...process.env, PYTHON_HOME: settings.pythonHome };
const counts = { passed: 0, failed: 0, skipped: 0 };
const failures: string[] = [];

/** A check counts as one test. */
async function check(name: string, program: string, args: string[]): Promise<void> {
  const failed = await step(name, () => runCommand(program, args, { cwd: root, shown: true }))
    .then(() => false)
    .catch(() => true);
  counts[failed ? "failed" : "passed"] += 1;
  if (failed) failures.push(name);
}

async function suite(project: string, variables: Record<string, string> = {}): Promise<void> {
  const file = join(settings.state, `test-${project}.json`);
  await rm(file, { force: true });
  const args = ["run", "--project", project, "--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const failed = await step(`tests: ${project}`, () =>
    runCommand(bin("vitest"), args, { cwd: root, env: { ...environment, ...variables }, shown: true }),
  )
    .then(() => false)
    .catch(() => true);
  const report = await readFile(file, "utf8")
    .then((text) => Report.parse(JSON.parse(text)))
    .catch(() => null);
  counts.passed += report?.numPassedTests ?? 0;
  counts.failed += report?.numFailedTests ?? 0;
  counts.skipped += (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
  // A file that cannot be loaded, a crash or an empty run fails no test of its own: it still must not pass.
  const silent = failed && !report?.numFailedTests;
  if (silent || !report?.numPassedTests) counts.failed += 1;
  if (failed || !report?.numPassedTests) failures.push(`tests: ${project}`);
}

const chosen = process.argv.slice(2);
const wants = (name: string) => chosen.length === 0 || chosen.includes(name);

const enginesVenvs = chosen.includes("engines") ? ["jdk"] : [];
await step("Python venvs", () => installPython(settings, [...startVenvs, ...testVenvs, ...enginesVenvs]));
if (wants("check"))
  await check("format, lint, types, boundaries, links", process.execPath, [join(root, "deploy", "local", "check.ts")]);
await step("page", buildWeb);
for (const project of ["worker", "web", "runner", "app", "faults"]) if (wants(project)) await suite(project);
// All 200 kills take 20 minutes: those are for whoever asks for this suite by name.
const fewKills = { KILLS: "20" };
if (wants("kills")) await suite("kills", chosen.length === 0 ? fewKills : {});
// What takes a Trino of 821 MB is for whoever asks for it by name, too.
if (chosen.includes("engines")) await suite("engines", { TRINO_HOME: join(settings.state, "trino") });

if (failures.length > 0) console.error(`\nFailed: ${failures.join(", ")}`);
console.log(`\ntests: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(counts.failed === 0 && failures.length === 0 ? 0 : 1);
