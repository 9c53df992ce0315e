import { readFile, rm } from "node:fs/promises";
import { join, relative } from "node:path";
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
  testResults: z.array(
    z.object({
      name: z.string(),
      message: z.string(),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })),
    }),
  ),
});

/** Named once more at the end, as what a failure printed is far up by then. */
function failuresOf({ testResults }: z.infer<typeof Report>): string[] {
  return testResults.flatMap(({ name, message, assertionResults }) => {
    const file = relative(root, name);
    const failed = assertionResults.filter(({ status }) => status === "failed");
    if (failed.length === 0 && message !== "") return [`${file}: ${message.split("\n")[0]}`];
    return failed.map(({ fullName }) => `${file}: ${fullName}`);
  });
}

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

/** `kept`: what it prints is shown when it is over, as another suite prints meanwhile. */
async function suite(project: string, variables: Record<string, string> = {}, kept = false): Promise<void> {
  const log = join(settings.state, `test-${project}.log`);
  const file = join(settings.state, `test-${project}.json`);
  await rm(file, { force: true });
  const args = ["run", "--project", project, "--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const failed = await step(`tests: ${project}`, () =>
    runCommand(bin("vitest"), args, { cwd: root, env: { ...environment, ...variables }, shown: kept ? log : true }),
  )
    .then(() => false)
    .catch(() => true);
  if (kept) process.stdout.write(await readFile(log));
  const report = await readFile(file, "utf8")
    .then((text) => Report.parse(JSON.parse(text)))
    .catch(() => null);
  counts.passed += report?.numPassedTests ?? 0;
  counts.failed += report?.numFailedTests ?? 0;
  counts.skipped += (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
  // A file that cannot be loaded, a crash or an empty run fails no test of its own: it still must not pass.
  const silent = failed && !report?.numFailedTests;
  if (silent || !report?.numPassedTests) counts.failed += 1;
  if (failed || !report?.numPassedTests) failures.push(`tests: ${project}`, ...(report ? failuresOf(report) : []));
}

const chosen = process.argv.slice(2);
const wants = (name: string) => chosen.length === 0 || chosen.includes(name);

const enginesVenvs = chosen.includes("engines") ? ["jdk"] : [];
await step("Python venvs", () => installPython(settings, [...startVenvs, ...testVenvs, ...enginesVenvs]));
if (wants("check"))
  await check("format, lint, types, boundaries, links", process.execPath, [join(root, "deploy", "local", "check.ts")]);
await step("page", buildWeb);
const inTurn = async (...projects: string[]) => {
  for (const project of projects) if (wants(project)) await suite(project);
};
// All 200 kills take 20 minutes: those are for whoever asks for this suite by name.
const kills = () => wants("kills") && suite("kills", chosen.length === 0 ? { KILLS: "20" } : {});
// Vitest runs one file at a time on two cores, and the runner's tests, which take an hour, and these wait for nothing of each other's.
const beside = async () => {
  await inTurn("worker", "web", "faults");
  await kills();
};
await Promise.all([wants("runner") && suite("runner", {}, chosen.length !== 1), beside()]);
await inTurn("app");
// What takes a Trino of 821 MB is for whoever asks for it by name, too.
if (chosen.includes("engines")) await suite("engines", { TRINO_HOME: join(settings.state, "trino") });

if (failures.length > 0) console.error(`\nFailed:\n  ${failures.join("\n  ")}`);
console.log(`\ntests: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(counts.failed === 0 && failures.length === 0 ? 0 : 1);
