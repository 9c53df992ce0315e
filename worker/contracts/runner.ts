import { z } from "zod";
import { defineEndpoint } from "./endpoint.ts";
import { Currency, Id, Instant, SourcePlatform, TenantId, TimeZone } from "./fields.ts";
import { Manifest, StoredName } from "./snapshot.ts";

/** What is to be fresh: sources that are synced at least by the hour, in the tenant's hours (from ≤ hour < to; from after to goes past midnight). */
export const Fresh = z.object({
  sources: z.array(SourcePlatform),
  from: z.number().int().min(0).max(24),
  to: z.number().int().min(0).max(24),
});
export type Fresh = z.infer<typeof Fresh>;

/**
 * How the runner takes a transform, tells of it and publishes. Every call after the lease carries the lease token; a token that is no
 * longer the run's gets 409 `lease-lost` and the runner must drop the work. Authenticated by an Ed25519 JWT (scope `runner`, ≤ 60 s).
 */
export const Lease = z.object({
  run_id: Id,
  lease_token: z.string(),
  expires_at: Instant,
  attempt: z.number().int().positive(),
  snapshot_id: z.uuid(),
  tenant: z.object({
    id: TenantId,
    label: z.string(),
    time_zone: TimeZone,
    currency: Currency,
    region_set: z.string(),
    fresh: Fresh.optional(),
  }),
});
export type Lease = z.infer<typeof Lease>;

export const lease = defineEndpoint({
  name: "lease",
  method: "post",
  path: "/internal/runner/lease/",
  summary: "Take the next transform that waits",
  access: "runner",
  body: z.strictObject({ runner_id: z.string().min(1).max(100) }),
  output: Lease,
  also: { 204: "Nothing waits" },
});

export const Progress = z.object({
  step: z.enum(["freshness", "build", "snapshot", "upload"]),
  done: z.number().int().nonnegative(),
  total: z.number().int().nonnegative().nullable(),
  detail: z.string().max(300).nullable(),
});
export type Progress = z.infer<typeof Progress>;

const runParams = z.strictObject({ run_id: Id });

export const heartbeat = defineEndpoint({
  name: "heartbeat",
  method: "post",
  path: "/internal/runner/runs/{run_id}/heartbeat/",
  summary: "Keep the lease and tell how far the work is",
  access: "runner",
  params: runParams,
  body: z.strictObject({ lease_token: z.string(), progress: Progress }),
  output: z.object({ expires_at: Instant }),
});

/** Body: the bytes of a shard or a pack. Sending the same shard again is harmless; other bytes under a stored name get 409 `conflict`. */
export const putShard = defineEndpoint({
  name: "putShard",
  method: "put",
  path: "/internal/runner/runs/{run_id}/shards/{name}/",
  summary: "Store one shard of the snapshot under way",
  access: "runner",
  params: z.strictObject({ run_id: Id, name: StoredName }),
  query: z.strictObject({ lease_token: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  binary: { type: "application/vnd.apache.arrow.stream", maxBytes: 25 * 1024 * 1024 },
});

export const commit = defineEndpoint({
  name: "commit",
  method: "post",
  path: "/internal/runner/runs/{run_id}/commit/",
  summary: "Publish the snapshot: every shard is there, move the pointer",
  access: "runner",
  params: runParams,
  body: z.strictObject({ lease_token: z.string(), manifest: Manifest }),
  output: z.object({ snapshot_id: z.uuid(), generated_at: Instant }),
});

export const FailureClass = z.enum(["data", "transient", "system"]);

/** `data`: tests of the model said no; the old snapshot stays until data or model change. The others are tried again. */
export const fail = defineEndpoint({
  name: "fail",
  method: "post",
  path: "/internal/runner/runs/{run_id}/fail/",
  summary: "Give the run up, with the reason",
  access: "runner",
  params: runParams,
  body: z.strictObject({ lease_token: z.string(), error_class: FailureClass, reason: z.string().min(1).max(2000) }),
});
