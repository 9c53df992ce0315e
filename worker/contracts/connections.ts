import { z } from "zod";
import { Backfill } from "./backfills.ts";
import { SyncRun } from "./connection-runs.ts";
import { Account, ChosenStream, Configuration, DiscoveredStream, SourceType } from "./connectors.ts";
import { defineEndpoint } from "./endpoint.ts";
import { ConnectionPlatform, Day, Id, Instant } from "./fields.ts";
import { NextCursor, pageQuery } from "./paging.ts";
import { Schedule } from "./schedules.ts";

export const ConnectionStatus = z.enum(["active", "paused", "attention"]);
export type ConnectionStatus = z.infer<typeof ConnectionStatus>;

/** `attention`: a sync failed for a reason that a person has to mend; nothing starts by itself until then. */
export const ConnectionView = z.object({
  id: Id,
  name: z.string(),
  platform: ConnectionPlatform,
  source_type: SourceType.nullable(),
  status: ConnectionStatus,
  attention: z.object({ message: z.string(), since: Instant }).nullable(),
  schedule: Schedule,
  next_run_at: Instant.nullable(),
  look_back_days: z.number().int(),
  attribution_days: z.number().int(),
  history_from: Day.nullable(),
  accounts: z.array(Account),
  last_run: SyncRun.omit({ steps: true, streams: true }).nullable(),
  last_success_at: Instant.nullable(),
  freshness: z.enum(["ok", "stale", "missing"]),
  /** The platform asked everybody who shares this connection's developer token to wait. */
  waits_for_platform: z.object({ until: Instant, reason: z.string() }).nullable(),
  /** Schema changes that nobody has acknowledged yet. */
  new_schema_changes: z.number().int(),
  created_at: Instant,
});
export type ConnectionView = z.infer<typeof ConnectionView>;

export const SchemaChange = z.object({
  id: Id,
  stream: z.string(),
  kind: z.enum(["stream_added", "stream_removed", "column_added", "column_removed", "column_retyped"]),
  column: z.string().nullable(),
  /** Types; null where there is none, or Airbyte does not tell it. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** The sync that found it; null: a look after a notification. */
  run_id: Id.nullable(),
  seen_at: Instant,
  acknowledged: z.boolean(),
});
export type SchemaChange = z.infer<typeof SchemaChange>;

export const ConnectionDetail = ConnectionView.extend({
  streams: z.array(ChosenStream),
  /** Secrets read `**********`; sending that back leaves them as they are. Null where Airbyte does not answer or the connection is not ours to change. */
  configuration: Configuration.nullable(),
  /** Whether configuration and streams can be changed here. */
  editable: z.boolean(),
  schema_changes: z.array(SchemaChange),
  /** The newest one, under way or ended. */
  backfill: Backfill.nullable(),
});
export type ConnectionDetail = z.infer<typeof ConnectionDetail>;

const connectionParams = z.strictObject({ connection_id: Id });
const Name = z.string().trim().min(1).max(200);
const LookBack = z.number().int().min(0).max(400).nullable();

export const listConnections = defineEndpoint({
  name: "listConnections",
  method: "get",
  path: "/api/airbyte/connections/",
  summary: "The tenant's connections, by name",
  access: "connections.read",
  query: z.strictObject({
    ...pageQuery(200, 50),
    q: z.string().trim().max(100).optional(),
    platform: ConnectionPlatform.optional(),
    status: ConnectionStatus.optional(),
  }),
  output: z.object({ connections: z.array(ConnectionView), next_cursor: NextCursor }),
});

export const connectionsSummary = defineEndpoint({
  name: "connectionsSummary",
  method: "get",
  path: "/api/airbyte/connections/summary/",
  summary: "How many connections are in which state",
  access: "connections.read",
  output: z.object({
    total: z.number().int(),
    active: z.number().int(),
    paused: z.number().int(),
    attention: z.number().int(),
    running: z.number().int(),
    failed: z.number().int(),
    stale: z.number().int(),
    never_synced: z.number().int(),
    by_platform: z.array(z.object({ platform: ConnectionPlatform, total: z.number().int() })),
  }),
});

export const createConnection = defineEndpoint({
  name: "createConnection",
  method: "post",
  path: "/api/airbyte/connections/",
  summary: "Connect an account: credentials are checked, streams chosen, and the first sync with its history begins",
  access: "connections.manage",
  body: z.strictObject({
    source_type: SourceType,
    name: Name,
    configuration: Configuration,
    /** Absent: those that our model reads. */
    streams: z.array(ChosenStream).min(1).max(200).optional(),
    schedule: Schedule.default({ kind: "interval", every_minutes: 60, working_hours: true }),
    look_back_days: LookBack.default(null),
    history_from: Day.optional(),
    /** False: wait for the schedule, or for somebody. */
    sync_now: z.boolean().default(true),
  }),
  output: z.object({ connection: ConnectionDetail, run: SyncRun.nullable() }),
  problems: ["not-found", "conflict", "unavailable"],
});

export const readConnection = defineEndpoint({
  name: "readConnection",
  method: "get",
  path: "/api/airbyte/connections/{connection_id}/",
  summary: "One connection, its credentials masked",
  access: "connections.read",
  params: connectionParams,
  output: ConnectionDetail,
  problems: ["not-found"],
});

export const changeConnection = defineEndpoint({
  name: "changeConnection",
  method: "patch",
  path: "/api/airbyte/connections/{connection_id}/",
  summary: "Change a connection; new credentials are checked first",
  access: "connections.manage",
  params: connectionParams,
  body: z.strictObject({
    name: Name.optional(),
    /** Only what is to change; `**********` leaves a secret as it is. */
    configuration: Configuration.optional(),
    streams: z.array(ChosenStream).min(1).max(200).optional(),
    look_back_days: LookBack.optional(),
    acknowledge_schema_changes: z.literal(true).optional(),
  }),
  output: ConnectionDetail,
  problems: ["not-found", "conflict", "unavailable"],
});

export const deleteConnection = defineEndpoint({
  name: "deleteConnection",
  method: "delete",
  path: "/api/airbyte/connections/{connection_id}/",
  summary: "Delete a connection and its credentials; what it brought stays",
  access: "connections.manage",
  params: connectionParams,
  problems: ["not-found", "unavailable"],
});

export const pauseConnection = defineEndpoint({
  name: "pauseConnection",
  method: "post",
  path: "/api/airbyte/connections/{connection_id}/pause/",
  summary: "Start no sync by schedule until it is resumed",
  access: "connections.manage",
  params: connectionParams,
  body: z.strictObject({}),
  output: ConnectionView,
  problems: ["not-found"],
});

export const resumeConnection = defineEndpoint({
  name: "resumeConnection",
  method: "post",
  path: "/api/airbyte/connections/{connection_id}/resume/",
  summary: "Follow the schedule again, after a pause or once what needed attention is mended",
  access: "connections.manage",
  params: connectionParams,
  body: z.strictObject({}),
  output: ConnectionView,
  problems: ["not-found"],
});

export const testConnection = defineEndpoint({
  name: "testConnection",
  method: "post",
  path: "/api/airbyte/connections/{connection_id}/test/",
  summary: "Whether the stored credentials still work",
  access: "connections.manage",
  params: connectionParams,
  body: z.strictObject({}),
  output: z.object({ ok: z.boolean(), message: z.string().nullable() }),
  problems: ["not-found", "unavailable"],
});

/** What can be chosen with `streams` of `changeConnection`; empty where all is read, as of a recording. */
export const discoverConnection = defineEndpoint({
  name: "discoverConnection",
  method: "post",
  path: "/api/airbyte/connections/{connection_id}/discover/",
  summary: "Ask the platform anew which streams there are, with the stored credentials",
  access: "connections.manage",
  params: connectionParams,
  body: z.strictObject({}),
  output: z.object({ streams: z.array(DiscoveredStream) }),
  problems: ["not-found", "conflict", "unavailable"],
});
