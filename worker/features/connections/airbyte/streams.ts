import { z } from "zod";
import { untilConnectorAnswers } from "./guard.ts";
import type { AirbyteRequest } from "./transport.ts";

const texts = z.array(z.string()).catch([]);
const modes = ["full_refresh_append", "incremental_append"] as const;

/** Of the modes, those that append: the lake keeps what it has. */
const appending = z
  .array(z.string())
  .catch([])
  .transform((all) => modes.filter((mode) => all.includes(mode)));

const PublicStream = z
  .object({
    streamName: z.string(),
    syncModes: appending,
    defaultCursorField: texts.default([]),
    sourceDefinedCursorField: z.boolean().catch(false).default(false),
    sourceDefinedPrimaryKey: z.array(z.array(z.string())).catch([]).default([]),
    propertyFields: z.array(z.array(z.string())).catch([]).default([]),
  })
  .transform((stream) => ({
    name: stream.streamName,
    columns: [...new Set(stream.propertyFields.flatMap(([name]) => name ?? []))].map((name) => ({
      name,
      type: "unknown",
    })),
    syncModes: stream.syncModes,
    cursor: stream.defaultCursorField,
    sourceDefinedCursor: stream.sourceDefinedCursorField,
    primaryKey: stream.sourceDefinedPrimaryKey,
  }));
export type AirbyteStream = z.output<typeof PublicStream>;

const columnType = z.union([z.string(), z.unknown().transform((type) => JSON.stringify(type ?? "unknown"))]);
const keyPath = z.union([z.array(z.string()), z.string().transform((name) => [name])]);

/** The same, as the embedded Airbyte tells it. */
export const EmbeddedStream = z
  .object({
    name: z.string(),
    columns: z
      .array(z.object({ name: z.string(), type: columnType.default("unknown") }))
      .catch([])
      .default([]),
    syncModes: appending,
    sourceDefinedCursor: z.boolean().catch(false).default(false),
    defaultCursorField: texts.default([]),
    primaryKey: z.array(keyPath).catch([]).default([]),
  })
  .transform(({ defaultCursorField, ...stream }): AirbyteStream => ({ ...stream, cursor: defaultCursorField }));

const Answer = z.union([
  z.array(PublicStream),
  z.object({ data: z.array(PublicStream) }).transform(({ data }) => data),
]);

export function openStreams(request: AirbyteRequest) {
  return {
    /** As the source's connector discovers them; `again`: not as they were discovered before. Column types are not told here. */
    list: (sourceId: string, { again = false } = {}): Promise<AirbyteStream[]> =>
      request({
        method: "GET",
        path: "/streams",
        query: { sourceId, ...(again && { ignoreCache: "true" }) },
        answer: Answer,
        patience: untilConnectorAnswers,
      }),
  };
}
