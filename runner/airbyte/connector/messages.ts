import { z } from "zod";

/** The parts of the Airbyte protocol that we act on; more fields are welcome and kept where they are passed on. */
export const JsonSchema = z.record(z.string(), z.unknown());
export type JsonSchema = z.infer<typeof JsonSchema>;

export const CatalogStream = z.looseObject({
  name: z.string().min(1),
  namespace: z.string().nullish(),
  json_schema: JsonSchema,
  supported_sync_modes: z.array(z.enum(["full_refresh", "incremental"])),
  source_defined_cursor: z.boolean().nullish(),
  default_cursor_field: z.array(z.string()).nullish(),
  source_defined_primary_key: z.array(z.array(z.string())).nullish(),
});
export type CatalogStream = z.infer<typeof CatalogStream>;

export const Catalog = z.looseObject({ streams: z.array(CatalogStream) });
export type Catalog = z.infer<typeof Catalog>;

const descriptor = z.looseObject({ name: z.string(), namespace: z.string().nullish() });
export const failureTypes = ["config_error", "transient_error", "system_error"] as const;

const SpecMessage = z.looseObject({
  type: z.literal("SPEC"),
  spec: z.looseObject({ connectionSpecification: JsonSchema }),
});
const StatusMessage = z.looseObject({
  type: z.literal("CONNECTION_STATUS"),
  connectionStatus: z.looseObject({ status: z.enum(["SUCCEEDED", "FAILED"]), message: z.string().nullish() }),
});
const CatalogMessage = z.looseObject({ type: z.literal("CATALOG"), catalog: Catalog });
const StateMessage = z.looseObject({
  type: z.literal("STATE"),
  state: z.looseObject({
    type: z.string().nullish(),
    stream: z.looseObject({ stream_descriptor: descriptor, stream_state: z.unknown() }).nullish(),
    sourceStats: z.looseObject({ recordCount: z.number().nullish() }).nullish(),
  }),
});
const LogMessage = z.looseObject({
  type: z.literal("LOG"),
  log: z.looseObject({ level: z.string(), message: z.string(), stack_trace: z.string().nullish() }),
});
const TraceMessage = z.looseObject({
  type: z.literal("TRACE"),
  trace: z.looseObject({
    type: z.string(),
    error: z
      .looseObject({
        message: z.string().nullish(),
        internal_message: z.string().nullish(),
        stack_trace: z.string().nullish(),
        failure_type: z.enum(failureTypes).nullish(),
        stream_descriptor: descriptor.nullish(),
      })
      .nullish(),
    stream_status: z
      .looseObject({
        stream_descriptor: descriptor,
        status: z.enum(["STARTED", "RUNNING", "COMPLETE", "INCOMPLETE"]),
      })
      .nullish(),
  }),
});
const ControlMessage = z.looseObject({
  type: z.literal("CONTROL"),
  control: z.looseObject({
    type: z.string(),
    connectorConfig: z.looseObject({ config: z.record(z.string(), z.unknown()) }).nullish(),
  }),
});

const LAST_INSTANT = 8.64e15;

/** Checked by `toRecord`, not by zod: there are millions of these. */
export interface RecordMessage {
  readonly type: "RECORD";
  readonly record: {
    readonly stream: string;
    readonly namespace?: string | null;
    readonly data: Readonly<Record<string, unknown>>;
    readonly emitted_at: number;
  };
}

const OtherMessage = z.discriminatedUnion("type", [
  SpecMessage,
  StatusMessage,
  CatalogMessage,
  StateMessage,
  LogMessage,
  TraceMessage,
  ControlMessage,
]);
export type OtherMessage = z.infer<typeof OtherMessage>;
export type Message = RecordMessage | OtherMessage;
export type TraceError = NonNullable<z.infer<typeof TraceMessage>["trace"]["error"]>;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Throws when the value is no message of the protocol; `undefined` for types that we have no use for. */
export function toMessage(value: unknown): Message | undefined {
  if (!isObject(value) || typeof value.type !== "string") throw new Error("not a protocol message: no type");
  if (value.type === "RECORD") return toRecord(value);
  const known = OtherMessage.options.some((option) => option.shape.type.value === value.type);
  if (!known) return undefined;
  const parsed = OtherMessage.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(`not a ${value.type} message: ${issue?.path.join(".")}: ${issue?.message}`);
}

function toRecord(value: Record<string, unknown>): RecordMessage {
  const record = value.record;
  if (!isObject(record)) throw new Error("not a RECORD message: no record");
  if (typeof record.stream !== "string" || record.stream === "")
    throw new Error("not a RECORD message: record.stream is not a name");
  if (!isObject(record.data)) throw new Error("not a RECORD message: record.data is not an object");
  const at = record.emitted_at;
  if (typeof at !== "number" || at < 0 || at > LAST_INSTANT)
    throw new Error("not a RECORD message: record.emitted_at is not a time in milliseconds");
  return value as unknown as RecordMessage;
}
