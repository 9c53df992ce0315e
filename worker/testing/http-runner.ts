import { expect } from "vitest";
import type { Lease } from "#contracts/runner.ts";
import type { Manifest } from "#contracts/snapshot.ts";
import { openWorld, type World } from "./ledger-world.ts";
import { bearer } from "./tokens.ts";

export const progress = { step: "build", done: 3, total: 9, detail: "stg_meta" };

/** A runner that speaks HTTP with the Worker. */
export function runnerOf(world: World, id = "runner-1") {
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

export const bytes = (text: string) => new Uint8Array(new TextEncoder().encode(text));

export async function manifestOf(
  world: World,
  lease: Lease,
  shards: Readonly<Record<string, string>>,
): Promise<Manifest> {
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

export async function waiting(...tenants: string[]): Promise<World> {
  const world = await openWorld();
  for (const id of tenants) await (await world.tenant(id)).transforms.request();
  return world;
}

/** Takes the transform, uploads and commits it. */
export async function publishOne(world: World, text = "a snapshot") {
  const runner = runnerOf(world);
  const lease = await runner.taken();
  await runner.put(lease, "campaigns", bytes(text));
  const manifest = await manifestOf(world, lease, { campaigns: text });
  const response = await runner.commit(lease, manifest);
  expect(response.status, await response.clone().text()).toBe(200);
  return { lease, manifest };
}

export const pointer = async (world: World, tenant = "acme") =>
  (await world.rows<{ id: string | null }>("select current_snapshot_id as id from tenants where id = ?", tenant))[0]
    ?.id;

export const stateOf = async (world: World, lease: Lease) =>
  (await world.context.openTenant(lease.tenant.id).runs.find(lease.run_id))!;

export const statusAndKind = async (response: Response) => [
  response.status,
  ((await response.json()) as { type: string }).type.slice("/problems/".length),
];
