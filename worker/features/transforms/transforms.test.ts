import { expect, test } from "vitest";
import type { Lease } from "#contracts/runner.ts";
import type { Manifest } from "#contracts/snapshot.ts";
import { testEnv } from "../../testing/environment.ts";
import { openWorld, type World } from "../../testing/ledger-world.ts";
import { bearer } from "../../testing/tokens.ts";
import { manifestKey, shardKey } from "../snapshots/keys.ts";

const progress = { step: "build", done: 3, total: 9, detail: "stg_meta" };

/** A runner that speaks HTTP with the Worker. */
function runnerOf(world: World, id = "runner-1") {
  const call = async (method: string, path: string, body: unknown) =>
    world.app.send(method, `/internal/runner/${path}`, body, await bearer(world.app, "runner"));
  const run = ({ run_id }: Lease) => `runs/${run_id}`;
  return {
    lease: () => call("POST", "lease/", { runner_id: id }),
    taken: async () => (await (await call("POST", "lease/", { runner_id: id })).json()) as Lease,
    beat: (lease: Lease) => call("POST", `${run(lease)}/heartbeat/`, { lease_token: lease.lease_token, progress }),
    commit: (lease: Lease, manifest: Manifest) =>
      call("POST", `${run(lease)}/commit/`, { lease_token: lease.lease_token, manifest }),
    fail: (lease: Lease, error_class: string, reason = "because") =>
      call("POST", `${run(lease)}/fail/`, { lease_token: lease.lease_token, error_class, reason }),
    put: async (lease: Lease, name: string, content: Uint8Array<ArrayBuffer>, sha256?: string) => {
      const query = new URLSearchParams({ lease_token: lease.lease_token, sha256: sha256 ?? (await sha(content)) });
      return world.app.fetch(`/internal/runner/${run(lease)}/shards/${name}/?${query}`, {
        method: "PUT",
        headers: { ...(await bearer(world.app, "runner")), "content-type": "application/vnd.apache.arrow.stream" },
        body: content,
      });
    },
  };
}

async function sha(content: Uint8Array<ArrayBuffer>): Promise<string> {
  return [...new Uint8Array(await crypto.subtle.digest("SHA-256", content))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}

const bytes = (text: string) => new Uint8Array(new TextEncoder().encode(text));

async function manifestOf(world: World, lease: Lease, shards: Readonly<Record<string, string>>): Promise<Manifest> {
  return {
    schema_version: 1,
    snapshot_id: lease.snapshot_id,
    tenant_id: lease.tenant.id,
    generated_at: new Date(world.app.clock()).toISOString(),
    currency: lease.tenant.currency,
    time_zone: lease.tenant.time_zone,
    coverage: null,
    sources: [],
    dbt: { invocation_id: "i", version: "1.12", models: 1, tests: { pass: 1, warn: 0, error: 0 }, warnings: [] },
    rates: null,
    shards: await Promise.all(
      Object.entries(shards).map(async ([name, text]) => ({
        name,
        kind: name.startsWith("performance") ? ("performance" as const) : ("campaigns" as const),
        month: name.slice("performance-".length) || null,
        rows: 1,
        bytes: bytes(text).byteLength,
        sha256: await sha(bytes(text)),
      })),
    ),
  };
}

async function waiting(...tenants: string[]): Promise<World> {
  const world = await openWorld();
  for (const id of tenants) await (await world.tenant(id)).transforms.request();
  return world;
}

/** Takes the transform, uploads and commits it. */
async function publishOne(world: World, text = "a snapshot") {
  const runner = runnerOf(world);
  const lease = await runner.taken();
  await runner.put(lease, "campaigns", bytes(text));
  const manifest = await manifestOf(world, lease, { campaigns: text });
  const response = await runner.commit(lease, manifest);
  expect(response.status, await response.clone().text()).toBe(200);
  return { lease, manifest };
}

const pointer = async (world: World, tenant = "acme") =>
  (await world.rows<{ id: string | null }>("select current_snapshot_id as id from tenants where id = ?", tenant))[0]
    ?.id;

const stateOf = async (world: World, lease: Lease) =>
  (await world.context.openTenant(lease.tenant.id).runs.find(lease.run_id))!;

const statusAndKind = async (response: Response) => [
  response.status,
  ((await response.json()) as { type: string }).type.slice("/problems/".length),
];

test("nothing waits: 204, and the runner was heard of", async () => {
  const world = await openWorld();
  expect((await runnerOf(world, "r7").lease()).status).toBe(204);
  expect(await world.count("heartbeats where part = 'runner:r7'")).toBe(1);
});

test("a transform goes from its lease to the pointer", async () => {
  const world = await waiting("acme");
  const runner = runnerOf(world);
  const lease = await runner.taken();
  expect(lease).toMatchObject({ attempt: 1, tenant: { id: "acme", currency: "JMD", region_set: "jm-parishes" } });
  expect(lease.lease_token).toMatch(/^[0-9a-f]{64}$/);
  expect(Date.parse(lease.expires_at) - world.app.clock()).toBeGreaterThan(28_000);

  world.app.pass(20_000);
  const beaten = await runner.beat(lease);
  expect(Date.parse(((await beaten.json()) as { expires_at: string }).expires_at) - world.app.clock()).toBeGreaterThan(
    28_000,
  );
  expect(JSON.parse((await stateOf(world, lease)).progress!)).toEqual(progress);

  const shards = { campaigns: "arrow bytes", "performance-2026-02": "more bytes" };
  for (const [name, text] of Object.entries(shards))
    expect((await runner.put(lease, name, bytes(text))).status).toBe(204);
  expect(await pointer(world)).toBeNull();
  const manifest = await manifestOf(world, lease, shards);
  const answer = await (await runner.commit(lease, manifest)).json();
  expect(answer).toEqual({ snapshot_id: lease.snapshot_id, generated_at: manifest.generated_at });

  expect(await pointer(world)).toBe(lease.snapshot_id);
  expect(await stateOf(world, lease)).toMatchObject({ status: "succeeded", finishedAt: expect.any(Number) });
  expect(await testEnv.SNAPSHOTS.get(shardKey("acme", lease.snapshot_id, "campaigns"))).toBe("arrow bytes");
  expect(await testEnv.SNAPSHOTS.get(manifestKey("acme", lease.snapshot_id), "json")).toEqual(manifest);
  expect(await world.count("snapshots where status = 'ready'")).toBe(1);
});

test("commit once more, when its answer was lost: the same answer, and nothing moves", async () => {
  const world = await waiting("acme");
  const first = await publishOne(world, "one");
  await world.context.openTenant("acme").transforms.request();
  const second = await publishOne(world, "two");
  const again = await runnerOf(world).commit(first.lease, { ...first.manifest, generated_at: "2020-01-01T00:00:00Z" });
  expect(await again.json()).toEqual({
    snapshot_id: first.lease.snapshot_id,
    generated_at: first.manifest.generated_at,
  });
  expect(await pointer(world)).toBe(second.lease.snapshot_id);
  expect(await testEnv.SNAPSHOTS.get(manifestKey("acme", first.lease.snapshot_id), "json")).toEqual(first.manifest);
});

test("a Worker killed between the manifest and the ledger: the old snapshot stays, the runner's next commit publishes", async () => {
  const world = await waiting("acme");
  const old = await publishOne(world, "old");
  await world.context.openTenant("acme").transforms.request();
  const runner = runnerOf(world);
  const lease = await runner.taken();
  await runner.put(lease, "campaigns", bytes("new"));
  const manifest = await manifestOf(world, lease, { campaigns: "new" });
  await testEnv.SNAPSHOTS.put(manifestKey("acme", lease.snapshot_id), JSON.stringify(manifest));
  expect(await pointer(world)).toBe(old.lease.snapshot_id);
  expect((await runner.commit(lease, manifest)).status).toBe(200);
  expect(await pointer(world)).toBe(lease.snapshot_id);
});

test("a Worker killed between the bytes and their note: the shard is sent again and the snapshot is whole", async () => {
  const world = await waiting("acme");
  const runner = runnerOf(world);
  const lease = await runner.taken();
  await testEnv.SNAPSHOTS.put(shardKey("acme", lease.snapshot_id, "campaigns"), "bytes");
  const manifest = await manifestOf(world, lease, { campaigns: "bytes" });
  expect(await statusAndKind(await runner.commit(lease, manifest))).toEqual([409, "conflict"]);
  expect((await runner.put(lease, "campaigns", bytes("bytes"))).status).toBe(204);
  expect((await runner.commit(lease, manifest)).status).toBe(200);
});

test("two runners at once: one of them gets the transform", async () => {
  const world = await waiting("acme");
  const answers = await Promise.all(["a", "b", "c"].map((id) => runnerOf(world, id).lease()));
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 204, 204]);
  expect(await world.count("snapshots")).toBe(1);
});

test("tenants transform side by side, each one at a time, the longest waiting first", async () => {
  const world = await waiting("acme", "bolt");
  const runner = runnerOf(world);
  expect((await runner.taken()).tenant.id).toBe("acme");
  await world.context.openTenant("acme").transforms.request();
  expect((await runner.taken()).tenant.id).toBe("bolt");
  expect((await runner.lease()).status).toBe(204);
});

test("a runner that vanished: the backstop frees the transform, and its old token is good for nothing", async () => {
  const world = await waiting("acme");
  const lost = await runnerOf(world, "lost").taken();
  await runnerOf(world, "lost").put(lost, "campaigns", bytes("lost"));
  await world.tick("minute");
  expect((await runnerOf(world).lease()).status).toBe(204);
  world.app.pass(31_000);
  await world.tick("minute");
  const lease = await runnerOf(world).taken();
  expect(lease).toMatchObject({ run_id: lost.run_id, attempt: 2 });
  expect(lease.snapshot_id).not.toBe(lost.snapshot_id);

  const old = runnerOf(world, "lost");
  const manifest = await manifestOf(world, lost, { campaigns: "lost" });
  const refused = [
    await old.beat(lost),
    await old.put(lost, "campaigns", bytes("lost")),
    await old.commit(lost, manifest),
    await old.commit(lost, { ...manifest, snapshot_id: lease.snapshot_id }),
    await old.fail(lost, "data"),
  ];
  for (const response of refused) expect(await statusAndKind(response)).toEqual([409, "lease-lost"]);
  expect(await world.count("snapshots where status = 'abandoned'")).toBe(1);
  expect(await stateOf(world, lease)).toMatchObject({ status: "running", leaseToken: lease.lease_token });
  await runnerOf(world).put(lease, "campaigns", bytes("new"));
  expect((await runnerOf(world).commit(lease, await manifestOf(world, lease, { campaigns: "new" }))).status).toBe(200);
});

test("a late heartbeat keeps a lease that nobody took away yet", async () => {
  const world = await waiting("acme");
  const runner = runnerOf(world);
  const lease = await runner.taken();
  world.app.pass(40_000);
  expect((await runner.beat(lease)).status).toBe(200);
  await world.tick("minute");
  expect(await stateOf(world, lease)).toMatchObject({ status: "running" });
});

test("the backstop does not take back a lease that was extended after it looked", async () => {
  const world = await waiting("acme");
  const lease = await runnerOf(world).taken();
  world.app.pass(31_000);
  const seen = world.app.clock();
  await runnerOf(world).beat(lease);
  const ref = { runId: lease.run_id, token: lease.lease_token };
  const given = await world.context
    .openTenant("acme")
    .transforms.giveBack(ref, { errorClass: "system", reason: "silent", delayMs: 0, expiredBy: seen });
  expect(given).toBeUndefined();
});

test("five lost leases are enough: the transform has failed", async () => {
  const world = await waiting("acme");
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    expect((await runnerOf(world).taken()).attempt).toBe(attempt);
    world.app.pass(120_000);
    await world.tick("minute");
    world.app.pass(61_000);
  }
  const [run] = await world.rows("select status, error_class from runs where kind = 'transform'");
  expect(run).toEqual({ status: "failed", error_class: "system" });
});

test("wishes that come while one waits are one; while one runs, one more waits", async () => {
  const world = await waiting("acme");
  const { transforms } = world.context.openTenant("acme");
  await Promise.all([transforms.request(), transforms.request()]);
  expect(await world.count("runs")).toBe(1);
  const lease = await runnerOf(world).taken();
  await transforms.request();
  await transforms.request();
  expect(await world.count("runs")).toBe(2);

  expect((await runnerOf(world).fail(lease, "transient")).status).toBe(204);
  expect(await stateOf(world, lease)).toMatchObject({ status: "cancelled", errorClass: "transient" });
  expect(await world.count("runs where status = 'queued'")).toBe(1);
});

test("data that the model refuses: no further try, the pointer stays, the reason is kept", async () => {
  const world = await waiting("acme");
  const old = await publishOne(world);
  await world.context.openTenant("acme").transforms.request();
  const lease = await runnerOf(world).taken();
  expect((await runnerOf(world).fail(lease, "data", "unique_fct_day failed")).status).toBe(204);
  world.app.pass(600_000);
  await world.tick("minute");
  expect((await runnerOf(world).lease()).status).toBe(204);
  expect(await stateOf(world, lease)).toMatchObject({
    status: "failed",
    errorClass: "data",
    errorMessage: "unique_fct_day failed",
  });
  expect(await pointer(world)).toBe(old.lease.snapshot_id);
});

test("a failure of the system is tried again after a while, up to five times", async () => {
  const world = await waiting("acme");
  const runner = runnerOf(world);
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    const lease = await runner.taken();
    expect(lease.attempt).toBe(attempt);
    expect((await runner.fail(lease, "system", "disk full")).status).toBe(204);
    world.app.pass(121_000);
  }
  expect((await runner.lease()).status).toBe(204);
  expect(await world.count("runs where status = 'failed' and error_message = 'disk full'")).toBe(1);
  expect(await world.count("snapshots where status = 'abandoned'")).toBe(5);
});

test("shards: the same again is harmless, other bytes under the name and wrong checksums are refused", async () => {
  const world = await waiting("acme");
  const runner = runnerOf(world);
  const lease = await runner.taken();
  expect((await runner.put(lease, "campaigns", bytes("one"))).status).toBe(204);
  expect((await runner.put(lease, "campaigns", bytes("one"))).status).toBe(204);
  expect(await statusAndKind(await runner.put(lease, "campaigns", bytes("two")))).toEqual([409, "conflict"]);
  expect(await statusAndKind(await runner.put(lease, "ads", bytes("x"), "0".repeat(64)))).toEqual([
    400,
    "invalid-input",
  ]);
  expect(await statusAndKind(await runner.put(lease, "ads", bytes("")))).toEqual([400, "invalid-input"]);
  expect(await statusAndKind(await runner.put(lease, "../etc", bytes("x")))).toEqual([404, "not-found"]);
  expect(await testEnv.SNAPSHOTS.get(shardKey("acme", lease.snapshot_id, "campaigns"))).toBe("one");
  expect(await world.count("snapshot_shards")).toBe(1);
});

test("a commit with a missing or other shard, another tenant or another snapshot is refused and moves nothing", async () => {
  const world = await waiting("acme", "bolt");
  const runner = runnerOf(world);
  const lease = await runner.taken();
  await runner.put(lease, "campaigns", bytes("one"));
  const whole = await manifestOf(world, lease, { campaigns: "one" });
  const missing = await manifestOf(world, lease, { campaigns: "one", "performance-2026-02": "two" });
  const other = await manifestOf(world, lease, { campaigns: "another" });
  const twice = { ...whole, shards: [...whole.shards, ...whole.shards] };
  for (const manifest of [missing, other, twice])
    expect(await statusAndKind(await runner.commit(lease, manifest))).toEqual([409, "conflict"]);
  for (const wrong of [{ tenant_id: "bolt" }, { snapshot_id: crypto.randomUUID() }])
    expect(await statusAndKind(await runner.commit(lease, { ...whole, ...wrong }))).toEqual([400, "invalid-input"]);
  expect(await pointer(world)).toBeNull();
  expect((await runner.commit(lease, whole)).status).toBe(200);
});

test("only a runner's key opens these doors", async () => {
  const world = await waiting("acme");
  const operator = await bearer(world.app, "operator");
  expect((await world.app.send("POST", "/internal/runner/lease/", { runner_id: "r" }, operator)).status).toBe(403);
  expect((await world.app.send("POST", "/internal/runner/lease/", { runner_id: "r" })).status).toBe(401);
  expect(await world.count("runs where status = 'running'")).toBe(0);
});
