import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { ownRequirements, putStamp, stampOf } from "../../python/venvs.ts";
import type { AirbyteConfig } from "../config.ts";
import { freeBytes } from "../limits/disk.ts";
import { filesIn, startAirbyte, testFolder, testLimits, venvs } from "../testing/start.ts";

vi.setConfig({ testTimeout: 180_000 });

const MIB = 2 ** 20;

/** A connector that reads until it is ended: it says records, and writes files of its own beside them. */
const endless = `
import json, sys, time
command = sys.argv[1]
def say(message): print(json.dumps(message), flush=True)
if command == "spec":
    say({"type": "SPEC", "spec": {"connectionSpecification": {"properties": {"mode": {}}}}})
if command == "check":
    say({"type": "CONNECTION_STATUS", "connectionStatus": {"status": "SUCCEEDED"}})
if command == "discover":
    stream = {"name": "rows", "json_schema": {}, "supported_sync_modes": ["full_refresh"]}
    say({"type": "CATALOG", "catalog": {"streams": [stream]}})
if command == "read":
    mode = json.load(open(sys.argv[sys.argv.index("--config") + 1]))["mode"]
    kept = []
    while mode != "little":
        if mode == "records":
            say({"type": "RECORD", "record": {"stream": "rows", "data": {"text": "x" * 100_000}, "emitted_at": 1}})
        if mode == "files":
            open(f"file-{time.monotonic_ns()}", "wb").write(bytes(100_000))
        if mode == "memory":
            kept.append(bytearray(5_000_000))
        time.sleep(0.005)
    say({"type": "RECORD", "record": {"stream": "rows", "data": {"text": "x"}, "emitted_at": 1}})
`;

async function installEndless({ venvs: folder, python }: AirbyteConfig): Promise<void> {
  const name = "source-linkedin-ads";
  const venv = join(folder, name);
  mkdirSync(join(venv, "bin"), { recursive: true });
  mkdirSync(join(venv, "lib", "python3", "site-packages", "airbyte_source_linkedin_ads-1.dist-info"), {
    recursive: true,
  });
  symlinkSync(join(venvs, "source-linkedin-ads", "bin", "python"), join(venv, "bin", "python"));
  writeFileSync(join(venv, "bin", "source-linkedin-ads"), endless);
  await putStamp(venv, stampOf({ python, requirements: ownRequirements }, name));
}

/** Made without limits, then synced under them. */
async function connectionOf(config: AirbyteConfig, mode: string): Promise<string> {
  await installEndless(config);
  await using airbyte = await startAirbyte({ ...config, limits: testLimits });
  const { client } = airbyte;
  const workspaceId = await client.workspace();
  const configuration = { sourceType: "linkedin-ads", mode };
  const source = await client.must("POST", "/sources", { name: "s", workspaceId, configuration });
  return await client.connect(String(source.sourceId), workspaceId, "linkedin");
}

async function syncOf(mode: string, change: Partial<typeof testLimits>, jobTimeoutMs = 120_000) {
  await using folder = testFolder({ limits: { ...testLimits, ...change }, jobTimeoutMs });
  const config = { ...folder.config, venvs: join(folder.path, "venvs") };
  const connectionId = await connectionOf(config, mode);
  await using airbyte = await startAirbyte(config);
  const { client, server } = airbyte;
  const jobId = await client.startJob(connectionId);
  await server.settled(jobId);
  const left = [...filesIn(join(config.stateFolder, "spool")), ...filesIn(join(config.stateFolder, "private"))];
  return { detail: await client.detail(jobId), left, landed: filesIn(config.lake) };
}

test.each([
  ["records", { diskBytes: 20 * MIB }, /more than 20 MiB of disk \(AIRBYTE_DISK_MIB\)/],
  ["files", { diskBytes: 20 * MIB }, /more than 20 MiB of disk \(AIRBYTE_DISK_MIB\)/],
  ["memory", { memoryBytes: 300 * MIB }, /more than 300 MiB of memory \(AIRBYTE_MEMORY_MIB\)/],
])(
  "a sync that takes too much by its %s fails with the limit's name and leaves nothing",
  async (mode, limits, reason) => {
    const { detail, left, landed } = await syncOf(mode, limits);
    expect(detail).toMatchObject({ status: "failed", error_class: "system", rows: 0, attempts: 1 });
    expect(detail.error_message).toMatch(reason);
    expect(left).toEqual([]);
    expect(landed).toEqual([]);
    const { diskBytes = 0, memoryBytes = 0 }: Partial<typeof testLimits> = limits;
    expect(detail.peak_disk_bytes).toBeGreaterThanOrEqual(diskBytes);
    expect(detail.peak_memory_bytes).toBeGreaterThanOrEqual(memoryBytes);
  },
);

test("a sync without an end is ended by the clock, and the failure names the variable", async () => {
  const { detail, left } = await syncOf("idle", {}, 3_000);
  expect(detail).toMatchObject({ status: "failed", error_class: "system" });
  expect(detail.error_message).toContain("3 s (AIRBYTE_JOB_TIMEOUT_SECONDS)");
  expect(left).toEqual([]);
});

test("a sync does not begin where less than the reserve is free", async () => {
  const free = await freeBytes("/tmp");
  const { detail } = await syncOf("little", { reserveBytes: free * 2 });
  expect(detail).toMatchObject({ status: "failed", error_class: "system" });
  expect(detail.error_message).toMatch(/must stay so \(AIRBYTE_DISK_RESERVE_MIB\): free disk space/);
});

test("a sync within its limits tells what it used", async () => {
  const { detail, landed } = await syncOf("little", {});
  expect(detail).toMatchObject({ status: "succeeded", rows: 1, attempts: 1 });
  expect(landed).toHaveLength(1);
});
