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
