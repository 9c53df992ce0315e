import { execFile } from "node:child_process";
import { globSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test, vi } from "vitest";
import { venvs } from "../testing/start.ts";
import { connectorDefinitions } from "./definitions.ts";

vi.setConfig({ testTimeout: 180_000 });

const pathOf = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const manifests = connectorDefinitions.flatMap(({ venv, distribution }) => {
  const [manifest] = globSync(
    join(venvs, venv, "lib/python3*/site-packages", distribution.replace("airbyte_", ""), "manifest.yaml"),
  );
  return manifest ? [{ venv, manifest }] : [];
});

test("there are connectors with a manifest", () => {
  expect(manifests.map(({ venv }) => venv)).toContain("source-google-ads");
});

test.each(manifests)("the manifest of $venv comes out as it does without shortcuts", async ({ venv, manifest }) => {
  const python = join(venvs, venv, "bin", "python");
  const { stdout } = await promisify(execFile)(python, [
    pathOf("../testing/manifest.py"),
    pathOf("shortcuts.py"),
    manifest,
  ]);
  const { characters, same } = JSON.parse(stdout.trim().split("\n").at(-1)!);
  expect(characters).toBeGreaterThan(10_000);
  expect(same).toBe(true);
});
