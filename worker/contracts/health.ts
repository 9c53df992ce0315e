import { z } from "zod";
import { defineEndpoint } from "./endpoint.ts";
import { Instant } from "./fields.ts";

const Part = z.object({ status: z.enum(["ok", "degraded", "failed"]), detail: z.string().nullable() });

/** Public: says whether parts work, never whose data they hold. Always 200 while the Worker itself can answer, 503 when D1 cannot be read. */
export const health = defineEndpoint({
  name: "health",
  method: "get",
  path: "/api/health/",
  summary: "Whether the parts of the platform work",
  access: "public",
  also: { 503: "D1 cannot be read" },
  output: z.object({
    status: z.enum(["ok", "degraded", "failed"]),
    version: z.string(),
    now: Instant,
    parts: z.object({ database: Part, airbyte: Part, runner: Part, cron: Part, snapshots: Part }),
  }),
});

/** `rate` null where nothing is counted. */
const Target = { target: z.number(), rate: z.number().nullable() };

/** Public: counts tenants and names none. */
export const snapshotsHealth = defineEndpoint({
  name: "snapshotsHealth",
  method: "get",
  path: "/api/health/snapshots/",
  summary: "Whether snapshots succeed and are fresh",
  access: "public",
  also: { 503: "D1 cannot be read" },
  output: z.object({
    status: z.enum(["ok", "degraded", "failed"]),
    reason: z.string().nullable(),
    now: Instant,
    /** Transforms that ended since then; the rate is that of success, to be at least the target. */
    runs: z.object({ since: Instant, succeeded: z.number().int(), failed: z.number().int(), ...Target }),
    /** Tenants that are synced at least by the hour, each counted once; the rate is that of stale ones, to be below the target. */
    tenants: z.object({
      ok: z.number().int(),
      stale: z.number().int(),
      missing: z.number().int(),
      failed: z.number().int(),
      ...Target,
    }),
  }),
});
