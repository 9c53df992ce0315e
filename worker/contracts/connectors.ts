import { z } from "zod";
import { defineEndpoint } from "./endpoint.ts";
import { ConnectionPlatform, Day, Instant } from "./fields.ts";

/** As Airbyte names a connector, without `source-`. */
export const SourceType = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{1,63}$/, "a connector's name such as facebook-marketing");

export const Connector = z.object({
  source_type: SourceType,
  platform: ConnectionPlatform,
  name: z.string(),
  /** What one has at hand before connecting. */
  needs: z.string().nullable(),
  documentation_url: z.string().nullable(),
  version: z.string().nullable(),
  /** Connectors are installed when they are first needed. */
  status: z.enum(["ready", "not_installed", "installing", "failed"]),
  status_detail: z.string().nullable(),
});
export type Connector = z.infer<typeof Connector>;

export const ConnectorForm = Connector.extend({
  /** JSON schema of the configuration, as the connector's own spec has it (`airbyte_secret`, `order`, `oneOf`). Null: not known (yet); the configuration is then plain JSON. */
  schema: z.record(z.string(), z.unknown()).nullable(),
  /** Dotted paths of the fields that are secret. */
  secrets: z.array(z.string()),
  /** Days within which the platform still changes its numbers: the longest look-back. */
  attribution_days: z.number().int(),
  look_back_days: z.number().int(),
  /** Where a first sync begins unless another day is chosen. */
  history_from: Day,
});
export type ConnectorForm = z.infer<typeof ConnectorForm>;

/** The connector's own configuration, secrets and all; they go in and never come out. */
export const Configuration = z.record(z.string().max(200), z.unknown());
export type Configuration = z.infer<typeof Configuration>;

export const Account = z.object({ id: z.string().max(200), name: z.string().max(400) });
export type Account = z.infer<typeof Account>;

export const SyncMode = z.enum(["full_refresh_append", "incremental_append"]);
export type SyncMode = z.infer<typeof SyncMode>;

export const ChosenStream = z.strictObject({ name: z.string().min(1).max(200), sync_mode: SyncMode });
export type ChosenStream = z.infer<typeof ChosenStream>;

export const DiscoveredStream = z.object({
  name: z.string(),
  columns: z.array(z.object({ name: z.string(), type: z.string() })),
  sync_modes: z.array(SyncMode),
  primary_key: z.array(z.array(z.string())),
  cursor: z.array(z.string()),
  /** Whether our model reads it: chosen unless somebody decides otherwise. */
  recommended: z.boolean(),
});
export type DiscoveredStream = z.infer<typeof DiscoveredStream>;

const connectorParams = z.strictObject({ source_type: SourceType });

export const listConnectors = defineEndpoint({
  name: "listConnectors",
  method: "get",
  path: "/api/airbyte/connectors/",
  summary: "What can be connected",
  access: "connections.read",
  output: z.object({ connectors: z.array(Connector) }),
});

export const readConnector = defineEndpoint({
  name: "readConnector",
  method: "get",
  path: "/api/airbyte/connectors/{source_type}/",
  summary: "One connector, with the form of its configuration once it is installed",
  access: "connections.read",
  params: connectorParams,
  output: ConnectorForm,
  problems: ["not-found", "unavailable"],
});

export const installConnector = defineEndpoint({
  name: "installConnector",
  method: "post",
  path: "/api/airbyte/connectors/{source_type}/install/",
  summary: "Begin to install a connector that is not there yet; harmless when it is",
  access: "connections.manage",
  params: connectorParams,
  body: z.strictObject({}),
  output: Connector,
  problems: ["not-found", "unavailable"],
});

export const checkConfiguration = defineEndpoint({
  name: "checkConfiguration",
  method: "post",
  path: "/api/airbyte/connectors/{source_type}/check/",
  summary: "Whether these credentials work; nothing is kept",
  access: "connections.manage",
  params: connectorParams,
  body: z.strictObject({ configuration: Configuration }),
  output: z.object({
    ok: z.boolean(),
    message: z.string().nullable(),
    error_class: z.enum(["config", "transient", "system"]).nullable(),
  }),
  problems: ["not-found", "unavailable"],
});

export const discoverStreams = defineEndpoint({
  name: "discoverStreams",
  method: "post",
  path: "/api/airbyte/connectors/{source_type}/discover/",
  summary: "The accounts and streams that these credentials reach; nothing is kept",
  access: "connections.manage",
  params: connectorParams,
  body: z.strictObject({ configuration: Configuration }),
  /** `accounts`: those that the configuration names or its credentials reach; empty where the platform has none. */
  output: z.object({ accounts: z.array(Account), streams: z.array(DiscoveredStream) }),
  problems: ["not-found", "unavailable"],
});

/** A recording of connector messages, for a connection of the connector `replay`. */
export const uploadRecording = defineEndpoint({
  name: "uploadRecording",
  method: "post",
  path: "/api/airbyte/recordings/",
  summary: "Hand a file of recorded connector messages over (JSON lines), to be connected as `replay`",
  access: "connections.manage",
  binary: { type: "application/x-ndjson", maxBytes: 64 * 1024 * 1024, streamed: true },
  output: z.object({ file_id: z.string(), lines: z.number().int().nullable(), uploaded_at: Instant }),
  problems: ["invalid-input", "unavailable"],
});

/** For a connection of the connector `declarative-manifest`. */
export const readManifest = defineEndpoint({
  name: "readManifest",
  method: "post",
  path: "/api/airbyte/manifests/",
  summary: "What a declarative manifest (YAML or JSON) describes, and the form of its settings; nothing is kept",
  access: "connections.manage",
  body: z.strictObject({ manifest: z.string().min(1).max(1_000_000) }),
  output: z.object({
    name: z.string().nullable(),
    /** JSON schema of the settings that the manifest declares. */
    schema: z.record(z.string(), z.unknown()),
    secrets: z.array(z.string()),
    streams: z.array(z.string()),
  }),
});
