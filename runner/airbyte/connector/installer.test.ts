import { appendFileSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { VenvPlace } from "../../python/venvs.ts";
import { ownRequirements } from "../../python/venvs.ts";
import { venvs } from "../testing/start.ts";
import type { ConnectorDefinition } from "./definitions.ts";
import { createInstaller } from "./installer.ts";

vi.setConfig({ testTimeout: 120_000 });

/** Stands for a connector: a venv of one small package, made by the real uv. */
const small: ConnectorDefinition = {
  sourceType: "small",
  name: "Small",
  id: "00000000-0000-4000-8000-000000000001",
  venv: "source-small",
  distribution: "uv",
};
const other = { ...small, sourceType: "other", venv: "source-other" };

let folder: string;
let place: VenvPlace;
let logs: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "installer-"));
  const requirements = join(folder, "requirements");
  mkdirSync(requirements);
  for (const { venv } of [small, other])
    copyFileSync(join(ownRequirements, "uv.txt"), join(requirements, `${venv}.txt`));
  const uv = join(venvs, "..", "uv", "bin", "uv");
  place = { uv, python: process.env.PYTHON ?? "python3", venvs: join(folder, "venvs"), requirements };
  logs = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const installer = (change: Partial<VenvPlace> = {}) =>
  createInstaller({ ...place, ...change }, (_, event, fields) => void logs.push(`${event} ${fields?.connector}`));

test("a connector is installed when it is first needed: once, however many ask, and one at a time", async () => {
  const made = installer();
  expect(made.stateOf(small)).toEqual({ status: "not_installed" });
  const asked = [made.ensure(small), made.ensure(other), made.ensure(small)];
  for (const definition of [small, other])
    expect(made.stateOf(definition)).toMatchObject({ status: "installing", since: expect.any(String) });
  await Promise.all(asked);
  expect(made.stateOf(small)).toEqual({ status: "ready", version: expect.stringMatching(/^\d+\.\d+/) });
  expect(logs).toEqual([
    "connector.installing source-small",
    "connector.installed source-small",
    "connector.installing source-other",
    "connector.installed source-other",
  ]);
  await made.ensure(small);
  expect(logs).toHaveLength(4);
});

test("one of other packages than are asked for now is made anew", async () => {
  await installer().ensure(small);
  appendFileSync(join(place.requirements, `${small.venv}.txt`), "# moved to another version\n");
  const made = installer();
  expect(made.stateOf(small)).toEqual({ status: "not_installed" });
  await made.ensure(small);
  expect(made.stateOf(small)).toMatchObject({ status: "ready" });
  expect(logs.filter((line) => line === "connector.installed source-small")).toHaveLength(2);
});

test("one that was cut off is made anew", async () => {
  mkdirSync(join(place.venvs, small.venv, "lib"), { recursive: true });
  writeFileSync(join(place.venvs, small.venv, "half"), "");
  const made = installer();
  expect(made.stateOf(small)).toEqual({ status: "not_installed" });
  await made.ensure(small);
  expect(existsSync(join(place.venvs, small.venv, "half"))).toBe(false);
  expect(made.stateOf(small).status).toBe("ready");
});

test("what went wrong is said with the remedy, and the next who needs it tries again", async () => {
  const lost = installer({ uv: join(folder, "nowhere") });
  await expect(lost.ensure(small)).rejects.toMatchObject({
    errorClass: "system",
    message: expect.stringMatching(/uv is not there. Run npm start/),
  });
  expect(lost.stateOf(small)).toMatchObject({ status: "failed", detail: expect.stringContaining("npm start") });

  const wrong = join(place.requirements, `${small.venv}.txt`);
  writeFileSync(wrong, `uv==0.0.0.dev0 --hash=sha256:${"0".repeat(64)}\n`);
  const made = installer();
  await expect(made.ensure(small)).rejects.toMatchObject({
    message: expect.stringContaining("source-small cannot be"),
  });
  copyFileSync(join(ownRequirements, "uv.txt"), wrong);
  await made.ensure(small);
  expect(made.stateOf(small).status).toBe("ready");
});
