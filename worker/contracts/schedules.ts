import { z } from "zod";
import { defineEndpoint } from "./endpoint.ts";
import { Id, Instant, TimeZone } from "./fields.ts";

/** When a connection is synced by itself. */
export const Schedule = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("manual") }),
  z.strictObject({
    kind: z.literal("interval"),
    every_minutes: z.number().int().min(15).max(10_080),
    /** Only within the tenant's working hours. */
    working_hours: z.boolean().default(true),
  }),
  z.strictObject({
    kind: z.literal("cron"),
    /** Five fields: minute, hour, day of month, month, day of week. */
    expression: z
      .string()
      .trim()
      .min(9)
      .max(120)
      .meta({ format: "cron", examples: ["15 6 * * 1-5"] }),
    /** Null: the tenant's own. */
    time_zone: TimeZone.nullable().default(null),
    working_hours: z.boolean().default(false),
  }),
]);
export type Schedule = z.infer<typeof Schedule>;

export const hourly: Schedule = { kind: "interval", every_minutes: 60, working_hours: true };

/** `times`: the next starts, each connection's own jitter included; fewer where there are fewer, none for `manual`. */
const Preview = z.object({ schedule: Schedule, time_zone: TimeZone, times: z.array(Instant) });

export const readSchedule = defineEndpoint({
  name: "readSchedule",
  method: "get",
  path: "/api/airbyte/connections/{connection_id}/schedule/",
  summary: "The schedule of a connection and its next five starts",
  access: "connections.read",
  params: z.strictObject({ connection_id: Id }),
  output: Preview,
  problems: ["not-found"],
});

export const changeSchedule = defineEndpoint({
  name: "changeSchedule",
  method: "put",
  path: "/api/airbyte/connections/{connection_id}/schedule/",
  summary: "Give a connection another schedule",
  access: "connections.manage",
  params: z.strictObject({ connection_id: Id }),
  body: Schedule,
  output: Preview,
  problems: ["not-found", "conflict"],
});

export const previewSchedule = defineEndpoint({
  name: "previewSchedule",
  method: "post",
  path: "/api/airbyte/schedule-preview/",
  summary: "The next five starts that a schedule would have; nothing is kept",
  access: "connections.read",
  body: z.strictObject({ schedule: Schedule, connection_id: Id.optional() }),
  output: Preview,
  problems: ["not-found"],
});
