import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { schemathesisProgram } from "../../../deploy/local/python.ts";
import { readSettings, root } from "../../../deploy/local/settings.ts";
import { app, operator } from "./client.ts";
import { configuration } from "./contract/configuration.ts";

const run = promisify(execFile);
const owner = { email: "owner@contract.example", name: "Owner", password: "a passphrase for the contract" };
const id = "contract";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "adinsights-contract-"));
  await operator().putTenant(id, {
    label: "Contract",
    time_zone: "America/Jamaica",
    currency: "JMD",
    region_set: "jm-parishes",
    working_hours: { from: 0, to: 24 },
    members: [{ ...owner, role: "owner" }],
    connections: [],
  });
  await operator().putAgency(id, { label: "Contract", tenants: [id], members: [{ ...owner, role: "agency_admin" }] });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What schemathesis says at its end; a finding is an error with all it said. */
async function check(signedIn: boolean): Promise<string> {
  const file = join(folder, `${signedIn}.toml`);
  await writeFile(file, configuration({ signedIn, agencyId: id, provider: "dead" }));
  const pythonHome = process.env.PYTHON_HOME ?? join(root, ".local", "python");
  const program = schemathesisProgram(readSettings({ PYTHON_HOME: pythonHome, LOCAL_STATE: app.state }));
  const args = ["--config-file", file, "--no-color", "run", `${app.ready.url}/api/schema/`, "--checks", "all"];
  const credentials = signedIn ? { CONTRACT_EMAIL: owner.email, CONTRACT_PASSWORD: owner.password } : {};
  const env = { ...process.env, CONTRACT_URL: app.ready.url, PYTHONDONTWRITEBYTECODE: "1", ...credentials };
  const found = await run(program, [...args, "--phases", "coverage,fuzzing,stateful"], {
    cwd: folder,
    env,
    maxBuffer: 2 ** 26,
  }).catch((failed: { stdout?: string; message: string }) => {
    throw new Error(failed.stdout || failed.message);
  });
  return found.stdout;
}

/** So that a run that looked at nothing is no success. */
function expectThorough(said: string): void {
  expect(said).toContain("No issues found");
  const [, selected, all] = said.match(/Selected: (\d+)\/(\d+)/) ?? [];
  expect(Number(selected)).toBe(Number(all));
  expect(said).toMatch(new RegExp(`Tested: ${all}\\b`));
  expect(Number(said.match(/(\d+) generated/)?.[1])).toBeGreaterThan(800);
}

test("to who is not signed in, every endpoint answers as the OpenAPI document says", async () => {
  expectThorough(await check(false));
});

test("to an owner, every endpoint answers as the OpenAPI document says", async () => {
  const said = await check(true);
  expectThorough(said);
  // Ending its own session, it had to sign in again: so it was signed in.
  expect(said).toMatch(/Re-authenticated \d+ times/);
});
