import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { AirbyteConfig } from "../config.ts";
import { type AirbyteServer, createAirbyteServer } from "../server.ts";
import { AirbyteClient } from "./client.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const { PYTHON_HOME, LOCAL_STATE } = process.env;
export const venvs = join(resolve(PYTHON_HOME ?? join(LOCAL_STATE ?? join(root, ".local"), "python")), "venvs");
/** Facts about Airbyte that lie beside the checkout on some machines; they are not ours to copy. */
const facts = join(root, "..", "shared", "airbyte");
export const factsFile = (name: string): string | undefined =>
  existsSync(join(facts, name)) ? join(facts, name) : undefined;

/** Wide enough for every connector; nothing need be free, whoever fills the disk that tests run on. */
export const testLimits = { memoryBytes: 4 * 2 ** 30, diskBytes: 4 * 2 ** 30, reserveBytes: 0 };

export interface TestFolder extends AsyncDisposable {
  readonly path: string;
  readonly config: AirbyteConfig;
}

/** A folder of its own with a configuration for it; any free port. */
export function testFolder(change: Partial<AirbyteConfig> = {}): TestFolder {
  const path = mkdtempSync(join(tmpdir(), "airbyte-"));
  const config: AirbyteConfig = {
    port: 0,
    stateFolder: join(path, "state"),
    lake: join(path, "lake"),
    venvs,
    python: process.env.PYTHON ?? "python3",
    clientId: "client",
    clientSecret: "the secret of the client",
    secretKey: randomBytes(32),
    standIns: {},
    manifestLoopback: false,
    parallel: 2,
    jobTimeoutMs: 120_000,
    stallMs: 120_000,
    discoverMs: 86_400_000,
    limits: testLimits,
    ...change,
  };
  return { path, config, [Symbol.asyncDispose]: async () => rmSync(path, { recursive: true, force: true }) };
}

export interface TestServer extends AsyncDisposable {
  readonly server: AirbyteServer;
  readonly client: AirbyteClient;
  readonly logs: Record<string, unknown>[];
}

export async function startAirbyte(config: AirbyteConfig): Promise<TestServer> {
  const logs: Record<string, unknown>[] = [];
  const server = await createAirbyteServer(
    config,
    (level, event, fields) => void logs.push({ level, event, ...fields }),
  );
  const client = await AirbyteClient.signIn(server.url, config.clientId, config.clientSecret);
  return { server, client, logs, [Symbol.asyncDispose]: () => server.close() };
}

/** Every file below the folder, by its path inside it. */
export const filesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
        .sort()
    : [];
